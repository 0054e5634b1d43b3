from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one socket may do, and how it is kept alive. Times are in seconds."""

    frame_length: int = 16_384  # characters of a frame from the client
    frames_per_second: float = 10.0  # from the client, on average
    burst: int = 30  # frames at once; as many more, and it is closed
    topics: int = 50
    waiting: int = 1_000  # frames that a slow client has not taken; more, and it is closed
    resumed: int = 500  # events that are told again; who missed more asks the API
    heartbeat: float = 30.0  # between two pings of the server
    idle: float = 75.0  # without a frame from the client; more, and it is closed
    lifetime: float = (
        43_200.0  # then it comes back: after a day the layer forgets who is in a group
    )
    heartbeats_per_check: int = 2  # after so many it is asked again what the user may hear
