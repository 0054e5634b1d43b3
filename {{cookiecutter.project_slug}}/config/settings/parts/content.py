"""Articles: where readers find them, how late they may be, and what pictures may be like."""

from config.env import env

# Behind FRONTEND_URL. For feeds, sitemaps and what search engines are told.
CONTENT_ARTICLE_PATH = env.str("CONTENT_ARTICLE_PATH", default="/articles/{slug}")
# For how long a process may give a public answer again without asking for anything, limits included.
CONTENT_REPEAT_SECONDS = env.int("CONTENT_REPEAT_SECONDS", default=0)
CONTENT_IMAGE_MAX_BYTES = env.int("CONTENT_IMAGE_MAX_BYTES", default=10_485_760)
CONTENT_IMAGE_MAX_PIXELS = env.int("CONTENT_IMAGE_MAX_PIXELS", default=40_000_000)
