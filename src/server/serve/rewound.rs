//! Streams that return some given bytes before their own.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream that returns `first` before its own data.
pub(super) struct Rewound<S> {
    pub first: Bytes,
    pub stream: S,
}

impl<S: AsyncRead + Unpin> AsyncRead for Rewound<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.first.is_empty() {
            return Pin::new(&mut this.stream).poll_read(cx, bytes);
        }
        let length = this.first.len().min(bytes.remaining());
        bytes.put_slice(&this.first.split_to(length));
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Rewound<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn the_first_bytes_are_read_before_those_of_the_stream() {
        let (near, mut far) = duplex(100);
        let mut rewound = Rewound { first: Bytes::from_static(b"once upon"), stream: near };
        far.write_all(b" a time").await.expect("room");
        let mut piece = [0; 4];
        rewound.read_exact(&mut piece).await.expect("bytes");
        assert_eq!(&piece, b"once");
        rewound.write_all(b"and then?").await.expect("room");
        drop(far.shutdown().await);
        let mut rest = String::new();
        rewound.read_to_string(&mut rest).await.expect("bytes");
        assert_eq!(rest, " upon a time");
        drop(rewound);
        let mut answer = String::new();
        far.read_to_string(&mut answer).await.expect("bytes");
        assert_eq!(answer, "and then?");
    }
}
