"""The service's full run as its worker makes it, alone in a process. Prints the seconds it took."""

from __future__ import annotations

import asyncio
import time

from tickets_service import serving, tasks
from tickets_service.models import RunKind
from tickets_service.resources import open_resources
from tickets_service.settings import read_settings
from tickets_service.tickets import runs


async def main() -> None:
    async with open_resources(read_settings()) as resources:
        async with resources.sessions.begin() as session:
            run = await runs.ask_for_run(session, RunKind.FULL)
        serving.leave_what_is_loaded_alone()
        began = time.perf_counter()
        await tasks.run_sync(resources, run.id)
        print(time.perf_counter() - began)


if __name__ == "__main__":
    asyncio.run(main())
