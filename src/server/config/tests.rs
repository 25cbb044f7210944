use clap::{CommandFactory, Parser};
use rstest::rstest;

use super::*;
use crate::server::client::Peer;

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    settings: Settings,
}

fn check(flags: &[&str]) -> Result<Config, ConfigError> {
    let line = std::iter::once("adda").chain(flags.iter().copied());
    Config::check(Flags::try_parse_from(line).expect("known flags").settings)
}

fn settings(flag: &str) -> Settings {
    Flags::try_parse_from(["adda", flag]).expect("a known flag").settings
}

/// Fails for a new secret that cannot be read from a file, or that `--help` would
/// show.
#[test]
fn every_secret_may_come_from_a_file() {
    let command = Flags::command();
    let is_secret = |argument: &&clap::Arg| {
        let flag = argument.get_long().unwrap_or_default();
        let has_its_name =
            ["secret", "password", "token", "key", "database-url"].iter().any(|word| flag.contains(word));
        argument.is_hide_env_values_set() || (has_its_name && !flag.ends_with("-file"))
    };
    let variable = |argument: &clap::Arg| argument.get_env().and_then(|name| name.to_str()).map(str::to_owned);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("secret");
    std::fs::write(&path, "a secret of its own\r\n").expect("a file");
    let secrets: Vec<_> = command.get_arguments().filter(is_secret).collect();
    assert!(secrets.len() >= 5, "{} secrets", secrets.len());
    for secret in secrets {
        let (flag, name) = (secret.get_long().expect("a flag"), variable(secret).expect("a variable"));
        assert!(secret.is_hide_env_values_set(), "--help shows the value of {name}");
        let (file_flag, file_name) = (format!("{flag}-file"), format!("{name}_FILE"));
        let file = command.get_arguments().find(|argument| argument.get_long() == Some(&file_flag));
        assert_eq!(file.and_then(variable), Some(file_name.clone()), "{name} cannot come from a file");
        let of_file = |path: &str| settings(&format!("--{file_flag}={path}"));
        let read = of_file(path.to_str().expect("a path")).with_files();
        let is_read = read.is_ok_and(|read| read == settings(&format!("--{flag}=a secret of its own")));
        assert!(is_read, "{file_name} is not read");
        let refused = of_file("/nowhere/secret").with_files().err().expect("a missing file is refused").to_string();
        assert!(refused.starts_with(&file_name) && refused.contains("/nowhere/secret"), "{refused}");
        let both = ["adda".to_owned(), format!("--{flag}=another"), format!("--{file_flag}=/nowhere/secret")];
        let both = Flags::try_parse_from(both).expect("known flags").settings.with_files();
        let refused = both.err().expect("two values are refused").to_string();
        assert!(refused.starts_with(&file_name) && refused.contains("is set too"), "{refused}");
    }
}

#[test]
fn the_defaults_are_those_of_the_manual() {
    let config = check(&[]).expect("the defaults are valid");
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.acme, None);
    assert_eq!(config.data_dir, PathBuf::from("./data"));
    assert_eq!(config.database_url, None);
    assert_eq!(config.storage_url, None);
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:3000");
    assert!(config.allowed_origins.is_empty());
    assert_eq!(config.first_admin.username, "admin");
    assert_eq!(config.first_admin.password, None);
    assert_eq!(config.identity_secret, None);
    assert!(!config.demo_shop);
    assert_eq!(config.picture_metadata, Metadata::Removed);
    assert_eq!(config.limits, LimitSettings::default());
    assert_eq!(config.trusted_proxies, TrustedProxies::default());
    assert_eq!((config.metrics.addr, config.metrics.token), (None, None));
    assert_eq!((config.log.filter.as_str(), config.log.format), ("info", LogFormat::Text));
}

#[rstest]
#[case(
    "--addr=localhost",
    "ADDA_ADDR (--addr): write an IP address and a port, like 127.0.0.1:3000, or the path of a unix socket, like unix:/run/adda/adda.sock"
)]
#[case(
    "--addr=unix:adda.sock",
    "ADDA_ADDR (--addr): write an IP address and a port, like 127.0.0.1:3000, or the path of a unix socket, like unix:/run/adda/adda.sock"
)]
#[case(
    "--addr=unix:/run/adda/adda.sock",
    "ADDA_PUBLIC_URL (--public-url): set it to the address at which browsers reach this server: ADDA_ADDR is a unix socket, which browsers cannot open"
)]
#[case("--public-url=shop.example.com", "ADDA_PUBLIC_URL (--public-url): write it like https://shop.example.com")]
#[case("--public-url=ftp://shop.example.com", "ADDA_PUBLIC_URL (--public-url): write it like https://shop.example.com")]
#[case(
    "--public-url=https://shop.example.com/chat",
    "ADDA_PUBLIC_URL (--public-url): it must end after the host and the port: paths are fixed"
)]
#[case(
    "--allowed-origins=https://a.example,*",
    "ADDA_ALLOWED_ORIGINS (--allowed-origins): \"*\" is not an origin, wildcards are not supported: list each origin, \
     like https://shop.example.com"
)]
#[case(
    "--database-url=mysql://localhost/adda",
    "ADDA_DATABASE_URL (--database-url): write it like postgres://user:password@host/database, or leave it out for SQLite"
)]
#[case(
    "--storage-url=s3:///prefix",
    "ADDA_STORAGE_URL (--storage-url): write it like s3://bucket/prefix, or leave it out for files in the data folder"
)]
#[case("--identity-secret=short", "ADDA_IDENTITY_SECRET (--identity-secret): it has 5 bytes and needs 32 or more")]
#[case(
    "--admin-username=two words",
    "ADDA_ADMIN_USERNAME (--admin-username): a name has 1 to 150 characters and no spaces"
)]
#[case(
    "--admin-password=password123",
    "ADDA_ADMIN_PASSWORD (--admin-password): this password is one of the most common ones, or easy to guess; choose another"
)]
#[case("--admin-password=123456789", "ADDA_ADMIN_PASSWORD (--admin-password): a password has 10 to 1000 characters")]
#[case("--demo-shop=maybe", "ADDA_DEMO_SHOP (--demo-shop): write on or off")]
#[case("--keep-picture-metadata=exif", "ADDA_KEEP_PICTURE_METADATA (--keep-picture-metadata): write on or off")]
#[case(
    "--limits=perhaps",
    "ADDA_LIMITS (--limits): there is no limit named \"perhaps\"; write on, off, or the names of limits with their \
     rates, such as sign_in_address=20/min/40"
)]
#[case(
    "--trusted-proxies=10.0.0.0/8, proxy.example",
    "ADDA_TRUSTED_PROXIES (--trusted-proxies): \"proxy.example\" isn't an address, a network such as 10.0.0.0/8, or the \
     word unix"
)]
#[case(
    "--metrics-addr=9100",
    "ADDA_METRICS_ADDR (--metrics-addr): write an IP address and a port, like 127.0.0.1:3000, or the path of a unix \
     socket, like unix:/run/adda/adda.sock"
)]
#[case("--metrics-token=short", "ADDA_METRICS_TOKEN (--metrics-token): it has 5 bytes and needs 32 or more")]
#[case(
    "--metrics-token=two words two words two words two words",
    "ADDA_METRICS_TOKEN (--metrics-token): it may contain only ASCII letters, digits and punctuation"
)]
#[case("--acme=auto", "ADDA_ACME (--acme): write on or off")]
#[case("--acme-email=admin", "ADDA_ACME_EMAIL (--acme-email): write an e-mail address, like admin@example.com")]
#[case(
    "--acme-directory=http://acme.example",
    "ADDA_ACME_DIRECTORY (--acme-directory): write the https address of an ACME directory"
)]
#[case("--redirect-addr=80", "ADDA_REDIRECT_ADDR (--redirect-addr): write an IP address and a port, like 0.0.0.0:80")]
#[case(
    "--acme",
    "ADDA_ACME (--acme): set ADDA_PUBLIC_URL to an https address, like https://support.example.com: its name is the \
     one in the certificate"
)]
#[case("--log-format=xml", "ADDA_LOG_FORMAT (--log-format): write text or json")]
fn a_wrong_value_is_refused_by_name(#[case] flag: &str, #[case] sentence: &str) {
    assert_eq!(check(&[flag]).expect_err("refused").to_string(), sentence);
}

#[test]
fn limits_and_proxies_are_read() {
    let config = check(&["--limits=off", "--trusted-proxies=10.0.0.0/8 192.0.2.1,2001:db8::/32"]).expect("valid");
    assert_eq!(config.limits, LimitSettings::Off);
    let trusts = |address: &str| config.trusted_proxies.contains(address.parse().expect("an address"));
    assert_eq!(["10.1.2.3", "192.0.2.1", "2001:db8::9", "192.0.2.2"].map(trusts), [true, true, true, false]);
    assert!(!config.trusted_proxies.trusts(Peer::Socket));
    let with_socket = check(&["--trusted-proxies=unix,10.0.0.0/8"]).expect("valid").trusted_proxies;
    assert!(with_socket.trusts(Peer::Socket) && with_socket.contains([10, 0, 0, 1].into()));
}

#[rstest]
#[case("https://*.example.com")]
#[case("https://shop.*")]
#[case("https://shop.example.com,https://*")]
#[case("https://*.example.com:8443")]
fn an_origin_with_a_wildcard_is_refused(#[case] origins: &str) {
    let sentence = check(&["--allowed-origins", origins]).expect_err("refused").to_string();
    assert!(sentence.contains("wildcards are not supported"), "{sentence}");
}

#[rstest]
#[case("verbose", "verbose")]
#[case("info,chatty", "chatty")]
#[case("warning", "warning")]
#[case("sqlx", "sqlx")]
fn a_word_that_is_not_a_level_is_refused(#[case] filter: &str, #[case] word: &str) {
    let sentence = check(&["--log", filter]).expect_err("refused").to_string();
    assert!(sentence.starts_with(&format!("ADDA_LOG (--log): \"{word}\" is not a level")), "{sentence}");
}

#[rstest]
fn levels_and_modules_are_log_filters(
    #[values("INFO", "off", "warn,adda=debug", "adda::server=trace", "adda", "info,sqlx=off")] filter: &str,
) {
    check(&["--log", filter]).expect("a filter");
}

#[test]
fn a_wrong_log_filter_is_refused_by_name() {
    let sentence = check(&["--log=adda=loud"]).expect_err("refused").to_string();
    assert!(sentence.starts_with("ADDA_LOG (--log): it is not a log filter ("), "{sentence}");
}

#[test]
fn a_refusal_does_not_repeat_a_secret() {
    let sentence = check(&["--identity-secret=hunter2"]).expect_err("refused").to_string();
    assert!(!sentence.contains("hunter2"), "{sentence}");
}

#[test]
fn an_empty_value_is_none() {
    let config = check(&["--addr=", "--database-url=", "--identity-secret=", "--log="]).expect("all are defaults");
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!((config.database_url, config.identity_secret), (None, None));
}

#[rstest]
#[case::slash("https://Support.Example.com/", "https://support.example.com")]
#[case::own_port("https://support.example.com:443", "https://support.example.com")]
#[case::port("http://support.example.com:8080", "http://support.example.com:8080")]
fn an_origin_is_written_as_browsers_write_it(#[case] given: &str, #[case] expected: &str) {
    assert_eq!(given.parse::<Origin>().expect("an origin").as_str(), expected);
}

#[rstest]
#[case("0.0.0.0:80", "http://127.0.0.1:80")]
#[case("[::]:3000", "http://[::1]:3000")]
#[case("192.0.2.7:3000", "http://192.0.2.7:3000")]
fn without_a_public_url_it_is_the_listener(#[case] addr: &str, #[case] expected: &str) {
    let config = check(&["--addr", addr]).expect("an address");
    assert_eq!(config.public_url.as_str(), expected);
    assert!(!config.public_url.is_https());
}

#[test]
fn own_pages_and_listed_shops_may_embed_the_widget() {
    let config =
        check(&["--public-url=https://s.example", "--allowed-origins=https://a.example/, http://b.example:81"])
            .expect("origins");
    for origin in ["https://s.example", "https://a.example", "http://b.example:81"] {
        assert!(config.allows_origin(origin), "{origin}");
    }
    for origin in ["http://a.example", "https://a.example.evil.example", "null", ""] {
        assert!(!config.allows_origin(origin), "{origin}");
    }
}

#[rstest]
#[case(&["--demo-shop"], true)]
#[case(&["--demo-shop=off"], false)]
#[case(&["--demo-shop=1"], true)]
fn a_switch_is_on_or_off(#[case] flags: &[&str], #[case] expected: bool) {
    assert_eq!(check(flags).expect("a switch").demo_shop, expected);
}

#[rstest]
#[case(&["--keep-picture-metadata"], Metadata::Kept)]
#[case(&["--keep-picture-metadata=on"], Metadata::Kept)]
#[case(&["--keep-picture-metadata=off"], Metadata::Removed)]
fn pictures_keep_their_metadata_if_that_is_switched_on(#[case] flags: &[&str], #[case] expected: Metadata) {
    assert_eq!(check(flags).expect("a switch").picture_metadata, expected);
}

#[test]
fn a_bucket_may_have_a_prefix() {
    let storage = |text: &str| text.parse::<StorageUrl>().expect("a bucket");
    let expected = StorageUrl { bucket: "files".to_owned(), prefix: "adda/prod".to_owned() };
    assert_eq!(storage("s3://files/adda/prod/"), expected);
    assert_eq!(storage("s3://files").prefix, "");
}

#[test]
fn secrets_are_not_shown() {
    let config = check(&[
        "--database-url=postgres://adda:hunter2@db.example:5433/adda?password=hunter2",
        "--admin-password=hunter2hunter2",
        "--identity-secret=hunter2hunter2hunter2hunter2hunter2",
        "--metrics-token=hunter2hunter2hunter2hunter2hunter2",
    ])
    .expect("all are valid");
    let shown = format!("{config:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let database = config.database_url.expect("a database");
    assert_eq!(database.to_string(), "postgres://db.example:5433/adda");
    assert!(database.expose().contains("hunter2"));
}

#[test]
fn every_flag_and_its_variable_are_one_name() {
    for argument in Flags::command().get_arguments().filter(|argument| argument.get_long() != Some("help")) {
        let variable = argument.get_env().and_then(|name| name.to_str()).expect("a variable");
        assert_eq!(check::flag(variable), format!("--{}", argument.get_long().unwrap_or_default()));
    }
}

/// Attacks 14, 43: a server on the internet does not start with a secret that is empty,
/// short or easy to guess.
#[test]
fn with_an_https_address_the_identity_secret_is_hard_to_guess() {
    let public = "--public-url=https://support.example";
    let secret = "--identity-secret=abcdabcdabcdabcdabcdabcdabcdabcd";
    for guessable in [secret, "--identity-secret=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
        let refused = check(&[public, guessable]).expect_err("refused").to_string();
        assert!(refused.starts_with("ADDA_IDENTITY_SECRET (--identity-secret): it is easy to guess"), "{refused}");
    }
    let repeated =
        check(&[public, "--metrics-token=abcdabcdabcdabcdabcdabcdabcdabcd"]).expect_err("refused").to_string();
    assert!(repeated.starts_with("ADDA_METRICS_TOKEN (--metrics-token): it is easy to guess"), "{repeated}");
    for short in ["--identity-secret=9f2c6a0e", "--admin-password=secret", "--admin-password=password123"] {
        check(&[public, short]).expect_err(short);
    }
    check(&["--public-url=http://127.0.0.1:3000", secret]).expect("for a trial");
    let random = "--identity-secret=9f2c6a0e5d8b47131c7e4fa2d06b5983";
    check(&["--public-url=https://support.example", random]).expect("a random one");
}

#[test]
fn the_admins_password_is_not_the_admins_name() {
    let settings = ["--admin-username=shop.manager", "--admin-password=Shop.Manager"];
    let refused = check(&settings).expect_err("refused").to_string();
    assert!(refused.starts_with("ADDA_ADMIN_PASSWORD (--admin-password): a password must be different"), "{refused}");
}

#[test]
fn a_certificate_is_for_the_name_of_the_public_url() {
    let public = "--public-url=https://support.example.com:8443";
    let acme = check(&["--acme", "--addr=[::]:443", public]).expect("valid").acme.expect("it is on");
    assert_eq!((acme.domain.as_str(), acme.email), ("support.example.com", None));
    assert_eq!(acme.directory, "https://acme-v02.api.letsencrypt.org/directory");
    assert_eq!((acme.redirect_addr.to_string().as_str(), acme.is_redirect_addr_set), ("[::]:80", false));
    let acme = check(&["--acme", public, "--redirect-addr=0.0.0.0:8080", "--acme-email=a@b.example"]);
    let acme = acme.expect("valid").acme.expect("it is on");
    assert_eq!((acme.redirect_addr.to_string().as_str(), acme.is_redirect_addr_set), ("0.0.0.0:8080", true));
    assert_eq!(acme.email.as_deref(), Some("a@b.example"));
    assert_eq!(check(&[public, "--acme-email=a@b.example"]).expect("valid").acme, None, "it is off");
}

#[rstest]
#[case(&["--addr=unix:/run/adda.sock", "--public-url=https://support.example"], "ADDA_ADDR is a unix socket")]
#[case(&["--public-url=http://support.example"], "set ADDA_PUBLIC_URL to an https address")]
#[case(&["--public-url=https://192.0.2.7"], "certificates are for names")]
#[case(&["--public-url=https://[2001:db8::7]:8443"], "certificates are for names")]
fn a_server_that_cannot_get_a_certificate_does_not_start(#[case] flags: &[&str], #[case] reason: &str) {
    let flags: Vec<&str> = ["--acme"].into_iter().chain(flags.iter().copied()).collect();
    let refused = check(&flags).expect_err("refused").to_string();
    assert!(refused.starts_with("ADDA_ACME (--acme): ") && refused.contains(reason), "{refused}");
}
