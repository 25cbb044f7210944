//! The resources that a process uses, as Linux reports them.

use std::fs;

use super::Server;

/// The memory that a server may use during a flood, in bytes, as [`peak_memory`] counts it.
pub const MEMORY_LIMIT: u64 = 100 * 1024 * 1024;

/// Returns the peak memory of a server so far. See [`peak_memory_of`].
pub fn peak_memory(server: &Server) -> u64 {
    peak_memory_of(server.pid())
}

/// Returns the peak memory of a process so far, in bytes, without the pages of files that it has
/// mapped. Those are mostly the program itself, which is several times larger in a test build, and
/// the kernel can drop them at any time.
pub fn peak_memory_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let bytes = |name: &str| {
        let value = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line with this name");
        value.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    };
    bytes("VmHWM:").saturating_sub(bytes("RssFile:"))
}

/// Returns how many descriptors of a process have a target that contains `word`, such as `socket:`
/// or a folder.
pub fn descriptors(server: &Server, word: &str) -> usize {
    let open = fs::read_dir(format!("/proc/{}/fd", server.pid())).expect("Linux");
    let targets = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    targets.filter(|target| target.to_string_lossy().contains(word)).count()
}
