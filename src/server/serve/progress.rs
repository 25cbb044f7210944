//! Streams that require clients to read their responses. Otherwise a client that requests
//! much and reads nothing would occupy the connection, the open file and the memory of
//! the waiting bytes.

use std::{
    io::{self, IoSlice},
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpListener,
    time::{Sleep, sleep},
};

use super::connections::Place;

/// How long a client may take for [`MIN_PROGRESS_BYTES`] bytes of a response.
pub(super) const PROGRESS_TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes of a response must be read in [`PROGRESS_TIMEOUT`]: about 500 bytes a
/// second. The slowest mobile networks are ten times as fast.
pub(super) const MIN_PROGRESS_BYTES: usize = 16 * 1024;
/// The operating system's buffer for the responses of a connection, in bytes (Linux takes
/// twice as much memory for it). Linux reports free space again once a third is free,
/// so a client that reads faster than about 2 kB a second always makes progress in
/// time.
const SEND_BUFFER: usize = 128 * 1024;

/// A stream that fails once its reader has read too little for too long.
pub(super) struct ExpectProgress<S> {
    stream: S,
    place: Arc<Place>,
    timeout: Duration,
    /// The timeout that runs while the reader holds up a write.
    deadline: Option<Pin<Box<Sleep>>>,
    /// The number of bytes written since the deadline was set.
    written: usize,
    /// Whether something was written since the stall was last reported.
    has_progressed: bool,
}

impl<S> ExpectProgress<S> {
    /// Makes a stream without a deadline, because it has no data to write yet.
    pub fn new(stream: S, place: Arc<Place>, timeout: Duration) -> Self {
        Self { stream, place, timeout, deadline: None, written: 0, has_progressed: false }
    }

    fn end_stall(&mut self) {
        self.deadline = None;
        self.place.end_stall();
    }

    /// Records the result of a write of `asked` bytes.
    fn note(
        &mut self,
        cx: &mut Context<'_>,
        asked: usize,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.written += bytes;
                self.has_progressed |= bytes > 0;
                if self.written >= MIN_PROGRESS_BYTES {
                    self.end_stall();
                }
                written
            }
            Poll::Ready(Err(_)) => written,
            Poll::Pending => {
                self.place.stall(asked, mem::take(&mut self.has_progressed));
                let timeout = self.timeout;
                let deadline = self.deadline.get_or_insert_with(|| {
                    self.written = 0;
                    Box::pin(sleep(timeout))
                });
                ready!(deadline.as_mut().poll(cx));
                Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not take its answer")))
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ExpectProgress<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.note(cx, bytes.len(), written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, pieces);
        this.note(cx, pieces.iter().map(|piece| piece.len()).sum(), written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Is called when all data has been written. Then no data waits for the client any more,
    /// except for what TLS has encrypted and not written yet: at most [`MIN_PROGRESS_BYTES`] bytes.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(cx);
        match &flushed {
            Poll::Ready(_) => {
                this.end_stall();
                flushed
            }
            Poll::Pending => this.note(cx, MIN_PROGRESS_BYTES, Poll::Pending).map_ok(drop),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ExpectProgress<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, bytes)
    }
}

/// Limits the size and the time of the operating system's buffers for the connections
/// of a listener. This covers the end of a response that is still buffered after the
/// server has written all of it.
#[cfg(unix)]
pub(super) fn bound_kept_answers(listener: &TcpListener) {
    bound_send_buffer(listener);
    #[cfg(target_os = "linux")]
    {
        let timeout = u32::try_from(PROGRESS_TIMEOUT.as_millis()).unwrap_or(u32::MAX);
        if let Err(error) = rustix::net::sockopt::set_tcp_user_timeout(listener, timeout) {
            tracing::warn!(%error, "the operating system does not give up answers that the client does not read");
        }
    }
}

/// Limits the size of the operating system's buffer for a connection, or for those of a TCP
/// listener.
#[cfg(unix)]
pub(super) fn bound_send_buffer(socket: impl std::os::fd::AsFd) {
    use rustix::net::sockopt::set_socket_send_buffer_size;

    if let Err(error) = set_socket_send_buffer_size(socket, SEND_BUFFER) {
        tracing::warn!(%error, "the operating system does not bound what it keeps of answers");
    }
}

/// Does nothing on other systems.
#[cfg(not(unix))]
pub(super) fn bound_kept_answers(_: &TcpListener) {}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::{super::connections::Connections, *};

    /// The capacity of the connection when its other end does not read, in bytes.
    const LINE: usize = 4_000;

    /// Returns a connection to a client, with a short timeout.
    fn line() -> (ExpectProgress<DuplexStream>, DuplexStream) {
        let (near, far) = duplex(LINE);
        let place = Connections::new(1).admit([127, 0, 0, 1].into(), None).expect("room");
        (ExpectProgress::new(near, Arc::new(place), Duration::from_millis(500)), far)
    }

    /// Reads `bytes` in every ten milliseconds, until the connection ends.
    async fn read_slowly(mut far: DuplexStream, bytes: usize) -> usize {
        let (mut piece, mut all) = (vec![0; bytes], 0);
        while let Ok(read @ 1..) = far.read(&mut piece).await {
            all += read;
            sleep(Duration::from_millis(10)).await;
        }
        all
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_or_next_to_nothing_is_given_up() {
        for bytes in [0, 2] {
            let (mut near, far) = line();
            let reading = tokio::spawn(async move {
                if bytes == 0 {
                    std::future::pending::<()>().await;
                }
                read_slowly(far, bytes).await
            });
            let error = near.write_all(&vec![0; 100_000]).await.expect_err("it is given up");
            assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{bytes} bytes at a time");
            reading.abort();
        }
    }

    #[tokio::test]
    async fn a_client_that_takes_enough_has_all_the_time_it_needs() {
        let (mut near, far) = line();
        // 16 kB take far less than 500 milliseconds, and all of it more.
        let reading = tokio::spawn(read_slowly(far, LINE));
        let begun = std::time::Instant::now();
        let all = 16 * MIN_PROGRESS_BYTES;
        near.write_all(&vec![0; all]).await.expect("it is taken");
        near.flush().await.expect("it is taken");
        assert!(begun.elapsed() > Duration::from_millis(500), "{:?}", begun.elapsed());
        drop(near);
        assert_eq!(reading.await.expect("a reader"), all);
    }

    #[tokio::test]
    async fn the_time_between_two_answers_does_not_count() {
        let (mut near, mut far) = line();
        let mut taken = vec![0; LINE + 1];
        for _ in 0..3 {
            let read = async {
                sleep(Duration::from_millis(20)).await;
                far.read_exact(&mut taken).await
            };
            let write = async {
                near.write_all(&[0; LINE + 1]).await?;
                near.flush().await
            };
            let (read, written) = tokio::join!(read, write);
            assert!(read.is_ok() && written.is_ok(), "{read:?} {written:?}");
            sleep(Duration::from_millis(600)).await;
        }
    }
}
