#include "app/cli/Credentials.h"

#include "app/cli/CliText.h"
#include "app/cli/Terminal.h"

#include <cstdlib>
#include <cstring>

namespace gatehouse::cli {

namespace {

constexpr const char *userVariable = "GATEHOUSE_USER";
constexpr const char *passwordVariable = "GATEHOUSE_PASSWORD";
constexpr const char *serverSecretVariable = "GATEHOUSE_SERVER_SECRET";
constexpr const char *clientSecretVariable = "GATEHOUSE_CLIENT_SECRET";
constexpr const char *databasePasswordVariable = "GATEHOUSE_DATABASE_PASSWORD";

/// Overwrites the value where it stands, too: there /proc/PID/environ still shows it.
void forget(const char *variable)
{
    if (char *value = std::getenv(variable)) {
        explicit_bzero(value, std::strlen(value));
        unsetenv(variable);
    }
}

SecretBytes fromEnvironment(const char *variable)
{
    const char *value = std::getenv(variable);
    if (!value)
        return {};
    SecretBytes secret = secretCopy(QByteArrayView(value));
    forget(variable);
    return secret;
}

using AskSecret = std::function<Result<SecretBytes>(const QString &prompt)>;

Result<SecretBytes> typedTwice(const AskSecret &ask, const QString &userId)
{
    return ask(CliText::tr("New password of %1:").arg(userId)).and_then([&](const SecretBytes &first) {
        return ask(CliText::tr("Once more:")).and_then([&](const SecretBytes &second) -> Result<SecretBytes> {
            if (first == second)
                return first;
            return fail(Error::Kind::Rule,
                        CliText::tr("The two passwords are not the same. Nothing was changed."));
        });
    });
}

Result<SecretBytes> asked(const QString &prompt, const QString &nobodyToAsk)
{
    Terminal terminal;
    if (terminal.isThere())
        return terminal.secretLine(prompt);
    return fail(Error::Kind::Rule, nobodyToAsk);
}

/// `ask` asks for the password of the user that it is told.
template<typename Ask>
Result<signin::Credentials> credentials(const QString &nobodyToAsk, Ask ask)
{
    QString userId = qEnvironmentVariable(userVariable);
    SecretBytes password = fromEnvironment(passwordVariable);
    if (!userId.isEmpty() && !password.isEmpty())
        return signin::Credentials{userId, password};
    Terminal terminal;
    if (!terminal.isThere())
        return fail(Error::Kind::NotSignedIn, nobodyToAsk);
    if (userId.isEmpty()) {
        auto typed = terminal.line(CliText::tr("User ID:"));
        if (!typed)
            return std::unexpected(typed.error());
        userId = *typed;
    }
    return (password.isEmpty() ? ask(terminal, userId) : Result<SecretBytes>(password))
        .transform([&](const SecretBytes &typed) { return signin::Credentials{userId, typed}; });
}

}

Result<signin::Credentials> askedCredentials()
{
    return credentials(
        CliText::tr("Nobody is signed in, and there is no terminal to ask on. Set GATEHOUSE_USER and "
                    "GATEHOUSE_PASSWORD to a main administrator."),
        [](Terminal &terminal, const QString &userId) {
            return terminal.secretLine(CliText::tr("Password of %1:").arg(userId));
        });
}

Result<signin::Credentials> newCredentials()
{
    return credentials(
        CliText::tr("It is not said who becomes the main administrator, and there is no terminal to "
                    "ask on. Nothing was made. Set GATEHOUSE_USER and GATEHOUSE_PASSWORD to the user "
                    "ID and the password that you choose."),
        [](Terminal &terminal, const QString &userId) {
            return typedTwice([&](const QString &prompt) { return terminal.secretLine(prompt); }, userId);
        });
}

Result<SecretBytes> newPassword(Console &console, const QString &userId)
{
    const auto ask = [&](const QString &prompt) { return console.secretLine(prompt); };
    return Console::inputIsTerminal() ? typedTwice(ask, userId) : ask({});
}

SecretBytes environmentServerSecret()
{
    return fromEnvironment(serverSecretVariable);
}

Result<SecretBytes> askedServerSecret(const QString &prompt)
{
    return asked(prompt,
                 CliText::tr("The secret by which Gatehouse signs in there is not said, and there is no "
                             "terminal to ask on. Set GATEHOUSE_SERVER_SECRET to it."));
}

SecretBytes environmentClientSecret()
{
    return fromEnvironment(clientSecretVariable);
}

Result<SecretBytes> askedClientSecret(const QString &prompt)
{
    return asked(
        prompt, CliText::tr("Of the client secret only the hash is stored, or the server alone knows it, and "
                            "there is no terminal to ask on. Set GATEHOUSE_CLIENT_SECRET to it."));
}

SecretBytes environmentDatabasePassword()
{
    return fromEnvironment(databasePasswordVariable);
}

bool askDatabasePassword(const Error &error, DatabaseUrl &url)
{
    Terminal terminal;
    if (error.column != databasePasswordColumn || !terminal.isThere())
        return false;
    const auto typed = terminal.secretLine(CliText::tr("Password for %1:").arg(url.text()));
    if (typed)
        url.setPassword(QString::fromUtf8(viewOf(*typed)));
    return typed.has_value();
}

Result<Database> openDatabase(DatabaseUrl url, Database::IfMissing ifMissing)
{
    auto opened = Database::open(url, ifMissing);
    if (opened || !askDatabasePassword(opened.error(), url))
        return opened;
    return Database::open(url, ifMissing);
}

void forgetEnvironmentSecrets()
{
    forget(passwordVariable);
    forget(serverSecretVariable);
    forget(clientSecretVariable);
    forget(databasePasswordVariable);
}

}
