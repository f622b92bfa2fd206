"""`python -m tickets_service.cli` is `service-tickets`."""

from tickets_service.cli.main import main

main()
