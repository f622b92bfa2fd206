"""The container's question to itself, against a server that answers as it is told."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from service import free_port

from tickets_service.healthcheck import is_ready


@contextmanager
def answering(status, *, certificate=None):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/health/ready" else 404)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


@pytest.fixture
def certificate(tmp_path):
    """Key and certificate in one file, for the name people type, signed by nobody."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=tickets.example.com")
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "both.pem").write_bytes(key.private_bytes(*form) + signed)
    return tmp_path / "both.pem"


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False), (404, False)])
def test_the_service_itself_says_whether_it_is_ready(status, expected):
    with answering(status) as port:
        assert is_ready({"TICKETS_PORT": port, "TICKETS_TLS_CERT": ""}) is expected


def test_nobody_there_is_not_ready():
    assert not is_ready({"TICKETS_PORT": str(free_port())})


def test_a_service_that_speaks_tls_is_asked_in_tls_whatever_its_name(certificate):
    with answering(200, certificate=certificate) as port:
        assert is_ready({"TICKETS_PORT": port, "TICKETS_TLS_CERT": str(certificate)})
        assert not is_ready({"TICKETS_PORT": port})


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    with answering(200) as port:
        assert is_ready({"TICKETS_PORT": port})
