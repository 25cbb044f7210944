//! Listens on an IP address or on a unix socket.

use std::io;

use tokio::net::TcpListener;

#[cfg(unix)]
use super::socket_file::SocketFile;
use super::{progress, stream::Stream};
use crate::server::{client::Peer, config::ListenAddr};

/// An address that accepts connections. The file of a unix socket is removed when this is
/// dropped.
pub struct Listener(Kind);

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
                Ok(Self(Kind::Tcp(listener)))
            }
            #[cfg(unix)]
            ListenAddr::Unix(path) => {
                let (file, listener) = SocketFile::bind(path).await?;
                Ok(Self(Kind::Unix { file, listener }))
            }
            #[cfg(not(unix))]
            ListenAddr::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Returns the address, with the port that the system has chosen if it was 0. None if it
    /// cannot be determined.
    pub fn addr(&self) -> Option<ListenAddr> {
        match &self.0 {
            Kind::Tcp(listener) => listener.local_addr().ok().map(ListenAddr::Tcp),
            #[cfg(unix)]
            Kind::Unix { file, .. } => Some(ListenAddr::Unix(file.path().to_owned())),
        }
    }

    /// Accepts the next connection.
    pub(super) async fn accept(&self) -> io::Result<(Stream, Peer)> {
        match &self.0 {
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
}
