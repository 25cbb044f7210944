//! The resources that a process uses, as Linux reports them.

use std::fs;

use super::Server;

/// The memory that a server may use during a flood, in bytes.
pub const MEMORY_LIMIT: u64 = 120 * 1024 * 1024;

/// Returns the peak memory of a process so far, in bytes.
pub fn peak_memory(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}

/// Returns how many descriptors of a process have a target that contains `word`, such as `socket:`
/// or a folder.
pub fn descriptors(server: &Server, word: &str) -> usize {
    let open = fs::read_dir(format!("/proc/{}/fd", server.pid())).expect("Linux");
    let targets = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    targets.filter(|target| target.to_string_lossy().contains(word)).count()
}
