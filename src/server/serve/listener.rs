//! Listens on an IP address or on a unix socket.

use std::{io, time::Duration};

use tokio::net::TcpListener;

#[cfg(unix)]
use super::socket_file::SocketFile;
use super::{progress, stream::Stream, tls::Tls};
use crate::server::{client::Peer, config::ListenAddr};

/// An address that accepts connections. The file of a unix socket is removed when this is
/// dropped.
pub struct Listener {
    kind: Kind,
    tls: Option<Tls>,
}

/// A connection that has been accepted. Its handshake, if it has one, has not begun.
pub(super) struct Opening {
    stream: Stream,
    tls: Option<Tls>,
}

enum Kind {
    Tcp(TcpListener),
    #[cfg(unix)]
    Unix {
        // Dropped first: a server that starts now makes a file of its own.
        file: SocketFile,
        listener: tokio::net::UnixListener,
    },
}

impl Listener {
    /// Listens on an address. The file of a unix socket can be opened by its owner and its
    /// group (0660). A file that a crashed server has left is replaced.
    ///
    /// # Errors
    /// If the address is in use, does not belong to this machine, or is not permitted.
    pub async fn bind(addr: &ListenAddr) -> io::Result<Self> {
        match addr {
            ListenAddr::Tcp(addr) => {
                let listener = TcpListener::bind(addr).await?;
                progress::bound_kept_answers(&listener);
                Ok(Kind::Tcp(listener).into())
            }
            #[cfg(unix)]
            ListenAddr::Unix(path) => {
                let (file, listener) = SocketFile::bind(path).await?;
                Ok(Kind::Unix { file, listener }.into())
            }
            #[cfg(not(unix))]
            ListenAddr::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Secures the connections that are accepted from now on.
    pub fn with_tls(self, tls: Tls) -> Self {
        Self { tls: Some(tls), ..self }
    }

    /// Returns the address, with the port that the system has chosen if it was 0. None if it
    /// cannot be determined.
    pub fn addr(&self) -> Option<ListenAddr> {
        match &self.kind {
            Kind::Tcp(listener) => listener.local_addr().ok().map(ListenAddr::Tcp),
            #[cfg(unix)]
            Kind::Unix { file, .. } => Some(ListenAddr::Unix(file.path().to_owned())),
        }
    }

    /// Accepts the next connection.
    pub(super) async fn accept(&self) -> io::Result<(Stream, Peer)> {
        match &self.kind {
            Kind::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Answers are written as a whole, so waiting for more data before sending
                // has no benefit.
                drop(stream.set_nodelay(true));
                Ok((Stream::Tcp(stream), Peer::Address(peer.ip())))
            }
            #[cfg(unix)]
            Kind::Unix { listener, .. } => {
                let (stream, _) = listener.accept().await?;
                // Unlike a TCP connection, it does not inherit the listener's bound.
                progress::bound_send_buffer(&stream);
                Ok((Stream::Unix(stream), Peer::Socket))
            }
        }
    }

    /// Prepares the handshake of a connection, if the listener has TLS.
    pub(super) fn secure(&self, stream: Stream) -> Opening {
        Opening { stream, tls: self.tls.clone() }
    }
}

impl From<Kind> for Listener {
    fn from(kind: Kind) -> Self {
        Self { kind, tls: None }
    }
}

impl Opening {
    /// Does the handshake. Returns none if it fails or takes longer than `within`.
    pub async fn open(self, within: Duration) -> Option<Stream> {
        match self.tls {
            Some(tls) => tls.accept(self.stream, within).await,
            None => Some(self.stream),
        }
    }
}
