//! Checks the settings of a server on a unix socket against each other and the machine.

use super::{Event, Finding};
use crate::server::{
    client::Peer,
    config::{Config, ListenAddr},
};

/// Checks that the folders of unix sockets exist, and that the proxy on the socket is trusted.
pub(super) fn check(config: &Config, tell: &mut dyn FnMut(Event)) {
    let metrics = config.metrics.addr.as_ref().map(|addr| ("ADDA_METRICS_ADDR", addr));
    for (setting, addr) in [("ADDA_ADDR", &config.addr)].into_iter().chain(metrics) {
        let ListenAddr::Unix(path) = addr else { continue };
        let folder = path.parent().filter(|folder| !folder.is_dir());
        if let Some(folder) = folder {
            tell(Event::Found(Finding::new(
                format!("The folder {} of {setting} does not exist", folder.display()),
                "Create it, and let the user of the server write to it and that of the proxy open it",
            )));
        }
    }
    if matches!(config.addr, ListenAddr::Unix(_)) && !config.trusted_proxies.trusts(Peer::Socket) {
        tell(Event::Found(Finding::new(
            "ADDA_ADDR is a unix socket, and ADDA_TRUSTED_PROXIES does not have the word unix, so all customers share \
             one limit",
            "Add the word unix to ADDA_TRUSTED_PROXIES",
        )));
    }
}
