//! Signals that ask a server to shut down. They are handled from the start of
//! the process, so that a signal during a change of the database also ends the
//! server cleanly.

use std::io;

use tokio::sync::watch;

/// The request to shut down, which tasks can check and wait for. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Handles signals from now on. The first SIGINT or SIGTERM asks the server
    /// to shut down, the second ends the process at once. A SIGHUP, which a
    /// closing terminal sends, is logged and ignored, because the server cannot
    /// reload its settings.
    ///
    /// # Errors
    /// If the operating system accepts no handler.
    pub fn on_signals() -> io::Result<Self> {
        let (sender, receiver) = watch::channel(false);
        let mut signals = Signals::listen()?;
        tokio::spawn(async move {
            loop {
                let signal = signals.next().await;
                if sender.send_replace(true) {
                    // The exit status that shells use for an end by a signal.
                    std::process::exit(128 + signal);
                }
                tracing::info!("asked to end: finishing open requests; a second signal ends at once");
            }
        });
        Ok(Self(receiver))
    }

    /// Returns whether the process has been asked to shut down.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the process is asked to shut down.
    pub async fn asked(mut self) {
        // Without a sender, a signal can no longer arrive.
        if self.0.wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Returns the number of the next signal that asks to shut down.
    async fn next(&mut self) -> i32 {
        loop {
            tokio::select! {
                _ = self.interrupt.recv() => return 2,
                _ = self.terminate.recv() => return 15,
                _ = self.hang_up.recv() => tracing::info!("SIGHUP is ignored"),
            }
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> i32 {
        drop(tokio::signal::ctrl_c().await);
        2
    }
}
