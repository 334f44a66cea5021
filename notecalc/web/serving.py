"""The page served on a socket of this machine, until it is told to stop."""

import socket
from collections.abc import Callable

from notecalc.errors import refuse
from notecalc.service import Note

PORT = 8321
"""The port of the page where none is named."""

_FURTHER = 50


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. NotecalcError where the port is taken names one that is free."""
    try:
        return _bound(host, port)
    except OSError as error:
        if not _taken(error):
            what = f"cannot listen on {host} port {port}: {(error.strerror or str(error)).lower()}"
            raise refuse(what, "name another --host or --port") from None
    raise refuse(f"port {port} is taken", f"write --port {_free(host, port)}")


def _bound(host: str, port: int) -> socket.socket:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(kind, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except BaseException:
        found.close()
        raise
    return found


def _taken(error: OSError) -> bool:
    import errno

    return error.errno == errno.EADDRINUSE


def _free(host: str, port: int) -> int:
    """A port near `port` that is free now; else one that the system picks."""
    for each in range(port + 1, min(port + _FURTHER, 65535)):
        try:
            _bound(host, each).close()
        except OSError:
            continue
        return each
    found = _bound(host, 0)
    number: int = found.getsockname()[1]
    found.close()
    return number


def address(sock: socket.socket) -> str:
    """The address under which a browser finds the page."""
    host, port = sock.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(
    sock: socket.socket, host: str, own: Note | None, ready: Callable[[], object] | None = None
) -> None:
    """Serve the page until the process is told to stop; `ready` is called when it answers."""
    try:
        import uvicorn

        from notecalc.web.app import create_app
        from notecalc.web.patience import Impatient
    except ImportError as error:
        sock.close()
        what = f"{(error.name or 'fastapi').partition('.')[0]} is not installed"
        raise refuse(what, "install it: pip install 'notecalc[web]'") from None
    config = uvicorn.Config(
        create_app(own, host),
        http=Impatient,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=100,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=80_000,
    )
    server = uvicorn.Server(config)
    if ready is not None:
        ready()
    try:
        server.run(sockets=[sock])
    except KeyboardInterrupt:
        pass
    finally:
        sock.close()
