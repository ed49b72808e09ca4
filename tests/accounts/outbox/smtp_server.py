"""A mail server on loopback that answers as it is told: refusals, silence, a cut connection."""

import socket
import threading
import time
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

HANG, CUT = "hang", "cut"  # in place of an answer
GREETING, TEXT = "greeting", "text"  # places that are no command of the client's
ANSWERS = {
    GREETING: "220 mail.example ESMTP",
    "EHLO": "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES",
    "AUTH": "235 2.7.0 Welcome",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "DATA": "354 Go ahead",
    TEXT: "250 2.0.0 Queued",
    "RSET": "250 2.0.0 Ok",
    "QUIT": "221 2.0.0 Bye",
}


class MailServer:
    """Takes what it is sent into `taken`. `answers` change what it says, while it runs; `says` does by recipient."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.answers: dict[str, str] = {}
        self.by_address: dict[str, str] = {}
        self.taken: list[EmailMessage] = []
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # closing alone would let the waiting `accept` take one more
        self.socket.close()

    def addresses(self) -> list[str]:
        return [str(message["To"]) for message in self.taken]

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError, StopIteration), client, client.makefile("rb") as lines:
            self._say(client, GREETING)
            while line := lines.readline():
                command = line[:4].decode().upper()
                address = line.partition(b"<")[2].partition(b">")[0].decode()
                if command == "RCPT" and address in self.by_address:
                    client.sendall(f"{self.by_address[address]}\r\n".encode())
                elif self._say(client, command).startswith("354"):
                    self._take(client, b"".join(iter(lines.readline, b".\r\n")))

    def _take(self, client: socket.socket, text: bytes) -> None:
        answer = self.answers.get(TEXT, ANSWERS[TEXT])
        if not answer.startswith(("4", "5")):  # silent or not, it has it
            self.taken.append(message_from_bytes(text, EmailMessage, policy=policy.default))
        self._say(client, TEXT)

    def _say(self, client: socket.socket, place: str) -> str:
        answer = self.answers.get(place, ANSWERS.get(place, "502 5.5.1 What?"))
        if answer == HANG:
            time.sleep(5)
            raise StopIteration
        if answer == CUT:
            raise StopIteration
        client.sendall(f"{answer}\r\n".encode())
        return answer
