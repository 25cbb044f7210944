//! PostgreSQL over TLS, as managed databases require it. Skipped if PostgreSQL is not installed.

use std::cell::RefCell;

use crate::support::{Cluster, Customer, Server, until};

#[test]
fn a_database_that_accepts_only_tls_is_reached_and_its_certificate_is_checked_as_asked() {
    let Some(database) = Cluster::new() else { return };
    let certificate = database.require_tls();
    database.start();
    let folder = tempfile::tempdir().expect("a folder");
    let certificate = certificate.display();
    let url = |parameters: &str| format!("{}{parameters}", database.url());
    let server = |url: String| Server::new(folder.path()).with("ADDA_DATABASE_URL", url);

    // As providers write them. Parameters that only other clients know change nothing.
    let accepted = [
        String::new(),
        "?sslmode=require".to_owned(),
        "?sslmode=require&channel_binding=require&application_name=adda".to_owned(),
        format!("?sslmode=verify-ca&sslrootcert={certificate}"),
        format!("?sslmode=verify-full&sslrootcert={certificate}"),
    ];
    for parameters in accepted {
        let mut server = server(url(&parameters));
        server.start();
        Customer::arrive(server.addr).expect("a response");
        server.stop();
    }

    for (parameters, cause) in [("?sslmode=disable", "no encryption"), ("?sslmode=verify-full", "certificate")] {
        let refused = server(url(parameters)).run(&["migrate"], "");
        let printed = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && printed.contains(cause), "{parameters}: {printed}");
        assert!(printed.contains("ADDA_DATABASE_URL"), "{parameters}: {printed}");
        // A server does not wait for a database that will never accept it.
        let mut waiting = server(url(parameters));
        waiting.spawn();
        let waiting = RefCell::new(waiting);
        until(|| waiting.borrow_mut().ended().is_some());
        until(|| waiting.borrow().log().contains(cause));
    }
    database.stop();
}
