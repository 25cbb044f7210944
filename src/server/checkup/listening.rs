//! Checks the addresses to listen on against the other settings and the machine.

use super::{Event, Finding};
use crate::server::{
    client::Peer,
    config::{Config, ListenAddr},
};

/// Checks that the folders of unix sockets exist, that the proxy on the socket is trusted, and that
/// an authority can reach a server that gets its own certificate.
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
    if config.acme.is_some() && config.addr.tcp().is_some_and(|addr| addr.ip().to_canonical().is_loopback()) {
        tell(Event::Found(Finding::new(
            format!("ADDA_ACME is on, and ADDA_ADDR is {}, which only this machine can reach", config.addr),
            "Listen on all addresses, such as [::]:443, unless port 443 is forwarded to this one",
        )));
    }
    if matches!(config.addr, ListenAddr::Unix(_)) && !config.trusted_proxies.trusts(Peer::Socket) {
        tell(Event::Found(Finding::new(
            "ADDA_ADDR is a unix socket, and ADDA_TRUSTED_PROXIES does not have the word unix, so all customers share \
             one limit",
            "Add the word unix to ADDA_TRUSTED_PROXIES",
        )));
    }
}
