//! File systems that a test can fill and cut off. They need the right to mount, which root may
//! lack in a container.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// A file system for one test. It is unmounted when it is dropped.
pub struct Disk {
    folder: TempDir,
    /// The file with the file system, if it is on a loop device.
    image: Option<PathBuf>,
    is_mounted: bool,
}

impl Disk {
    /// Mounts a file system of this many bytes in memory, or returns `None` if mounting is not
    /// permitted.
    pub fn in_memory(bytes: u64) -> Option<Self> {
        let mut disk = Self::unmounted();
        disk.is_mounted = run("mount", &["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs", disk.mount_point()]);
        disk.is_mounted.then_some(disk)
    }

    /// Mounts an ext4 file system in a file, or returns `None` if mounting is not permitted.
    pub fn in_a_file(bytes: u64) -> Option<Self> {
        let mut disk = Self::unmounted();
        let image = disk.folder.path().join("image");
        File::create(&image).and_then(|file| file.set_len(bytes)).expect("an image");
        if !run("mkfs.ext4", &["-q", "-F", image.to_str().expect("a path of text")]) {
            return None;
        }
        disk.image = Some(image);
        disk.mount().then_some(disk)
    }

    fn unmounted() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("mounted")).expect("a folder to mount at");
        Self { folder, image: None, is_mounted: false }
    }

    /// Returns the folder at which it is mounted.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }

    /// Fills the file system. Returns the file to delete to free the space.
    pub fn fill(&self) -> PathBuf {
        let path = self.path().join("filling");
        let mut file = File::create(&path).expect("a file");
        for size in [65_536, 4_096, 512, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
        path
    }

    /// Cuts the file system off as a power cut would: data that is not written yet is lost
    /// (`EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`; fs/ext4/ext4.h of Linux). Returns
    /// whether that is permitted.
    pub fn cut_off(&self) -> bool {
        const SHUTDOWN: &str =
            "open(F, '<', $ARGV[0]) or die $!; my $flags = pack('L', 2); ioctl(F, 0x8004587D, $flags) or die $!";
        run("perl", &["-e", SHUTDOWN, self.mount_point()])
    }

    /// Mounts the file system again, as after a reboot.
    #[track_caller]
    pub fn mount_again(&mut self) {
        self.unmount();
        assert!(self.mount(), "the file system cannot be mounted again");
    }

    fn mount(&mut self) -> bool {
        let image = self.image.as_deref().and_then(Path::to_str).expect("a file system in a file");
        self.is_mounted = run("mount", &["-o", "loop", image, self.mount_point()]);
        self.is_mounted
    }

    fn unmount(&mut self) {
        if self.is_mounted {
            self.is_mounted = !run("umount", &[self.mount_point()]) && !run("umount", &["-l", self.mount_point()]);
        }
    }

    fn mount_point(&self) -> &str {
        // The test leaks a few bytes for each mount.
        self.path().to_str().map(|path| &*path.to_owned().leak()).expect("a path of text")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.unmount();
    }
}

/// Runs a command, and returns whether it succeeds. Prints its errors, which are shown if the
/// test fails.
fn run(program: &str, arguments: &[&str]) -> bool {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            print!("{}", String::from_utf8_lossy(&output.stderr));
            output.status.success()
        }
        Err(error) => {
            println!("{program}: {error}");
            false
        }
    }
}
