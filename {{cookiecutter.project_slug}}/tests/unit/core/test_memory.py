from concurrent.futures import ThreadPoolExecutor

from apps.core.memory import Memory


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_value_is_kept_for_its_own_time() -> None:
    clock = Clock()
    memory = Memory[int](10, seconds=float, clock=clock)
    memory.keep("short", 1)
    memory.keep("long", 5)
    clock.now += 2

    assert memory.get("short") is None
    assert memory.get("long") == 5


def test_the_longest_unused_value_makes_room() -> None:
    memory = Memory[str](6, seconds=lambda _text: 60, size=len)
    memory.keep(1, "aaa")
    memory.keep(2, "bbb")
    memory.get(1)
    memory.keep(3, "cc")

    assert [memory.get(key) for key in (1, 2, 3)] == ["aaa", None, "cc"]
    assert memory.size == 5


def test_what_is_too_large_leaves_the_others_alone() -> None:
    memory = Memory[str](6, seconds=lambda _text: 60, size=len)
    memory.keep(1, "aaa")
    memory.keep(2, "b" * 7)

    assert (memory.get(1), memory.get(2)) == ("aaa", None)


def test_it_can_be_emptied() -> None:
    memory = Memory[int](6, seconds=float)
    memory.keep(1, 60)
    memory.forget()

    assert memory.get(1) is None
    assert memory.size == 0


def test_threads_at_once() -> None:
    memory = Memory[int](50, seconds=lambda _value: 60)

    def work(start: int) -> None:
        for number in range(start, start + 500):
            memory.keep(number, number)
            assert memory.get(number) in {number, None}

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, (0, 250, 500, 750)))

    assert memory.size == 50
