//! A clock of the server that a test can set. The machine's clock does not change: a library that
//! is loaded before the C library returns the time.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// Adds the seconds in the file `ADDA_TEST_CLOCK` to the time of day, at each call. The monotonic
/// clock does not change, as when a real clock is set.
const SOURCE: &str = r#"
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
  char text[32] = {0};
  const char *path = getenv("ADDA_TEST_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  return length > 0 ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += offset();
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  if (time) { time->tv_sec = now.tv_sec; time->tv_usec = now.tv_nsec / 1000; }
  return result;
}

time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
"#;

/// A clock for a server, which a test can set.
pub struct Clock(TempDir);

impl Clock {
    /// Creates a clock that shows the right time, or returns `None` without a C compiler.
    pub fn new() -> Option<Self> {
        let clock = Self(tempfile::tempdir().expect("a folder"));
        let source = clock.0.path().join("clock.c");
        fs::write(&source, SOURCE).expect("the source");
        let made = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(clock.library()).arg(&source).output();
        match made {
            Ok(made) if made.status.success() => {
                clock.set(0);
                Some(clock)
            }
            made => {
                println!("skipped: the library cannot be compiled: {made:?}");
                None
            }
        }
    }

    /// Returns the path of the library to load.
    pub fn library(&self) -> PathBuf {
        self.0.path().join("clock.so")
    }

    /// Returns the path of the file with the clock's offset, for `ADDA_TEST_CLOCK`.
    pub fn file(&self) -> &str {
        // The test leaks a few bytes for each server.
        self.path().to_str().map(|path| &*path.to_owned().leak()).expect("a path of text")
    }

    /// Sets the offset of the clock, in seconds.
    pub fn set(&self, seconds: i64) {
        let new = self.0.path().join("new");
        fs::write(&new, seconds.to_string()).expect("the offset");
        fs::rename(new, self.path()).expect("the offset");
    }

    fn path(&self) -> PathBuf {
        Path::join(self.0.path(), "offset")
    }
}
