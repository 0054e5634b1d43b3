"""Static files: collected once, named by their content, compressed beforehand."""

from whitenoise.compress import Compressor

from config.env import BASE_DIR

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are for a browser's developer tools alone: a third of the time to collect.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

COLLECTED = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
