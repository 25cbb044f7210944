//! Messages to the user who started the command, apart from the log.

use std::io::{self, Write};

use crate::server::{config::Config, domain::team::first_admin::FirstAdmin};

/// Writes a line to standard output. Ignores a closed output.
pub(super) fn say(line: &str) {
    drop(try_say(line));
}

fn try_say(line: &str) -> io::Result<()> {
    let mut output = io::stdout();
    writeln!(output, "{line}")?;
    output.flush()
}

/// Prints which database a command uses. Not to standard output, which is for
/// the result of the command.
pub(super) fn database(name: &str) {
    drop(writeln!(io::stderr(), "Using the database {name}"));
}

/// Prints the server's address and, on the first start, how to sign in.
pub(super) fn started(config: &Config, first_admin: Option<FirstAdmin>) {
    let origin = &config.public_url;
    if config.demo_shop {
        say(&format!("  Shop      {origin}/"));
    }
    say(&format!("  Console   {origin}/console/"));
    sign_in(first_admin);
}

/// Prints how to sign in, if an admin was created. A password from the
/// configuration is not printed, because it is known.
pub(super) fn sign_in(first_admin: Option<FirstAdmin>) {
    let Some(admin) = first_admin else { return };
    let password = admin.password.as_deref().unwrap_or("as configured");
    if try_say(&format!("  Sign in   username {}, password {password}", admin.username)).is_ok() {
        admin.delete_password_file();
    }
}
