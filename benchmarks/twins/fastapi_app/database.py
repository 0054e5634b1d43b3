import os
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine(
    os.environ["BENCH_DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1),
    connect_args={"server_settings": {"search_path": f"{os.environ['BENCH_SCHEMA']},public"}},
)
Session = async_sessionmaker(engine, expire_on_commit=False)


async def get_session() -> AsyncIterator[AsyncSession]:
    async with Session() as session:
        yield session
