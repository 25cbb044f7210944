//! Secrets that are given as flags. All users of a machine can see the arguments of its
//! processes (`ps`), but only the owner can see their environment.

use std::{env, ffi::OsString};

/// The flags that hold secrets, and the corresponding variables.
const FLAGS: [(&str, &str); 5] = [
    ("--database-url", "ADDA_DATABASE_URL"),
    ("--admin-password", "ADDA_ADMIN_PASSWORD"),
    ("--identity-secret", "ADDA_IDENTITY_SECRET"),
    ("--oidc-client-secret", "ADDA_OIDC_CLIENT_SECRET"),
    ("--metrics-token", "ADDA_METRICS_TOKEN"),
];

/// Starts the program again in the same process, with the secrets moved from its
/// arguments to its environment. Returns if there are none, or if that is not possible.
pub(super) fn hide() {
    let mut arguments = env::args_os();
    let name = arguments.next();
    let (kept, hidden) = separate(arguments);
    if hidden.is_empty() {
        return;
    }
    #[cfg(unix)]
    if let Ok(program) = env::current_exe() {
        use std::os::unix::process::CommandExt;
        let mut command = std::process::Command::new(program);
        if let Some(name) = name {
            command.arg0(name);
        }
        let error = command.args(kept).envs(hidden).exec();
        // The log has not started yet.
        eprintln!("adda: secrets in the arguments are visible to other users of this machine: {error}");
    }
    #[cfg(not(unix))]
    drop((name, kept));
}

/// Returns the arguments without the secrets, and the variables that replace
/// them.
fn separate(arguments: impl Iterator<Item = OsString>) -> (Vec<OsString>, Vec<(&'static str, OsString)>) {
    let (mut kept, mut hidden) = (Vec::new(), Vec::new());
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            kept.push(argument);
            kept.extend(arguments);
            break;
        }
        let text = argument.to_str().unwrap_or_default();
        let (flag, value) = text.split_once('=').map_or((text, None), |(flag, value)| (flag, Some(value)));
        match FLAGS.iter().find(|(known, _)| *known == flag) {
            Some((_, variable)) => {
                if let Some(value) = value.map(OsString::from).or_else(|| arguments.next()) {
                    hidden.push((*variable, value));
                }
            }
            None => kept.push(argument),
        }
    }
    (kept, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_become_variables_and_the_rest_stays() {
        let line = [
            "--addr",
            "127.0.0.1:1",
            "serve",
            "--admin-password",
            "one=two",
            "--identity-secret=k=v",
            "--",
            "--admin-password",
        ];
        let (kept, hidden) = separate(line.into_iter().map(OsString::from));
        assert_eq!(kept, ["--addr", "127.0.0.1:1", "serve", "--", "--admin-password"]);
        let hidden: Vec<_> = hidden.iter().map(|(name, value)| (*name, value.to_str().expect("text"))).collect();
        assert_eq!(hidden, [("ADDA_ADMIN_PASSWORD", "one=two"), ("ADDA_IDENTITY_SECRET", "k=v")]);
    }
}
