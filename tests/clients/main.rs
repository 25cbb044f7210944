//! Clients that well-known generators create from the API's description. Each client calls the
//! real server. `scripts/setup test` installs the generators.

mod generated_requests;
#[path = "../faults/support/http.rs"]
#[expect(dead_code, reason = "the fault tests use more of it")]
mod http;
#[path = "../faults/support/server.rs"]
#[expect(dead_code, reason = "the fault tests use more of it")]
mod server;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use self::{
    http::Request,
    server::{PASSWORD, Server},
};

/// A server, and the folder with its data and the API's description.
struct Shop {
    server: Server,
    folder: TempDir,
}

impl Shop {
    fn open(database_url: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Server::new(&folder.path().join("data"));
        if let Some(url) = database_url {
            server = server.with("ADDA_DATABASE_URL", url);
        }
        server.start();
        let description = Request::get("/support/api/openapi.json").send(server.addr).expect("the description");
        fs::write(folder.path().join("openapi.json"), &description.body).expect("a file");
        Self { server, folder }
    }

    /// Returns a shop on SQLite, and one on PostgreSQL if `ADDA_TEST_POSTGRES_URL` names a server.
    fn on_both_databases(purpose: &str) -> Vec<Self> {
        let mut shops = vec![Self::open(None)];
        shops.extend(empty_schema(purpose).map(|url| Self::open(Some(url))));
        shops
    }

    fn url(&self) -> String {
        format!("http://{}", self.server.addr)
    }

    fn description(&self) -> PathBuf {
        self.folder.path().join("openapi.json")
    }
}

/// Creates an empty schema in PostgreSQL, and returns its address.
fn empty_schema(purpose: &str) -> Option<String> {
    let server = env::var("ADDA_TEST_POSTGRES_URL").ok()?;
    let name = format!("adda_clients_{purpose}_{}", process::id());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let connection = Database::connect(&server).await.expect("PostgreSQL");
        connection.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.expect("a schema");
    });
    Some(format!("{server}?options=-csearch_path%3D{name}"))
}

/// Returns the folder of this file.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients")
}

/// Returns a program from the environment that `scripts/setup test` creates.
fn python(program: &str) -> Command {
    let folder = env::var("API_CLIENTS_DIR").map(PathBuf::from).unwrap_or_else(|_| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/env.sh");
        let printed =
            Command::new("bash").args(["-c", "source \"$0\"; echo \"$API_CLIENTS_DIR\""]).arg(script).output();
        String::from_utf8(printed.expect("bash").stdout).expect("a path").trim().into()
    });
    let programs = folder.join("bin");
    let mut command = Command::new(programs.join(program));
    // The generator calls `ruff`, which is in the same folder.
    let path = env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", programs.display()));
    command
}

/// Returns a program from the npm packages.
fn node(program: &str) -> Command {
    Command::new(sources().join("node_modules/.bin").join(program))
}

/// Runs a command to completion, and returns its output.
#[track_caller]
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{:?} cannot be run: {error}. Remedy: scripts/setup test", command.get_program())
    });
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    assert!(output.status.success(), "{command:?} failed:\n{printed}");
    printed
}

#[test]
fn the_description_is_valid() {
    let shop = Shop::open(None);
    run(python("openapi-spec-validator").arg(shop.description()));
}

#[test]
fn a_generated_python_client_calls_every_operation() {
    let shops = Shop::on_both_databases("python");
    let generated = shops[0].folder.path().join("adda_client");
    let mut generator = python("openapi-python-client");
    generator.args(["generate", "--meta", "none", "--path"]).arg(shops[0].description());
    let printed = run(generator.arg("--output-path").arg(&generated));
    assert!(!printed.contains("Warning"), "the generator has skipped something:\n{printed}");
    for shop in &shops {
        let mut client = python("python");
        client.arg(sources().join("every_operation.py")).arg(shops[0].folder.path());
        run(client.args([&shop.url(), PASSWORD]));
    }
}

#[test]
fn a_generated_typescript_client_calls_each_group() {
    let shops = Shop::on_both_databases("typescript");
    // Node looks for packages in the folder of the script and in its parent folders.
    let generated = sources().join("node_modules/.generated");
    fs::create_dir_all(&generated).expect("a folder (scripts/setup test makes the one above)");
    fs::copy(sources().join("each_group.ts"), generated.join("each_group.ts")).expect("a copy");
    fs::copy(sources().join("tsconfig.json"), generated.join("tsconfig.json")).expect("a copy");
    fs::write(generated.join("package.json"), r#"{ "type": "module" }"#).expect("a file");
    let mut generator = node("openapi-typescript");
    // A request may omit a field that has a default.
    generator.args(["--default-non-nullable", "false"]).arg(shops[0].description());
    run(generator.arg("-o").arg(generated.join("api.d.ts")));
    run(node("tsc").arg("--project").arg(&generated));
    for shop in &shops {
        run(Command::new("node").arg(generated.join("each_group.js")).args([&shop.url(), PASSWORD]));
    }
}
