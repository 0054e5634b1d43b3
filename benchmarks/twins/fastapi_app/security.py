import os
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from fastapi_app.database import get_session
from fastapi_app.models import User

SIGNING_KEY = os.environ["BENCH_SIGNING_KEY"]
bearer = HTTPBearer()


async def current_user(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
    session: Annotated[AsyncSession, Depends(get_session)],
) -> User:
    refused = HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid token")
    try:
        claims = jwt.decode(credentials.credentials, SIGNING_KEY, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise refused from error
    user = await session.get(User, int(claims["user_id"]))
    if user is None or not user.is_active:
        raise refused
    return user
