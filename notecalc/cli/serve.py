"""``serve``: the local page."""

import threading

import click

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True,
              help="The port; 0 takes any that is free.")  # fmt: skip
@click.option("--terms", metavar="FILE", help="The note that the page opens with.")
@click.option("--open", "show", is_flag=True, help="Open the page in a browser too.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
              help="Listen on another address than this machine's own.")  # fmt: skip
def serve(port: int, terms: str | None, show: bool, host: str) -> None:
    """A page on this machine that does what redeem, readings and explain do, live.

    \b
    notecalc serve
    notecalc serve --terms note.yaml --open
    """
    from notecalc import service
    from notecalc.web import serving

    own = service.find_terms(terms) if terms is not None else None
    sock = serving.listening(host, port)
    address = serving.address(sock)
    if host not in _LOOPBACK:
        what = "others who reach this machine can use the page, and nothing is encrypted"
        click.echo(f"warning: listening on {host}: {what}", err=True)

    def ready() -> None:
        click.echo(f"{address} (Ctrl-C ends it)")
        if show:
            threading.Timer(0.5, click.launch, (address,)).start()

    serving.serve(sock, host, own, ready)
    click.echo("stopped", err=True)
