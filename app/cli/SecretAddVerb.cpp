#include "app/cli/SecretAddVerb.h"

#include "app/cli/Access.h"
#include "domain/FieldRules.h"
#include "domain/SecretMaker.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

QDate dateFrom(const std::string &text)
{
    return QDate::fromString(QString::fromStdString(text), Qt::ISODate);
}

}

void SecretAddVerb::declare(CLI::App &program)
{
    command(group(program, "secret", tr("Add, list and remove client secrets")), "add",
            tr("Add a client secret. A generated one is printed once: only its hash is kept"),
            u"gatehouse secret add web-shop --description \"production\" --expires 2027-12-31\n"
            "pass show web-shop | gatehouse secret add web-shop --stdin"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
    auto *generate =
        flag("--generate", m_generate, tr("Generate 32 random bytes as base64url (what is done anyway)"));
    flag("--stdin", m_fromInput,
         tr("Read the secret from the first line of standard input: at least 32 characters"))
        ->excludes(generate);
    option("--description", m_description, "TEXT", tr("What or who it is for"));
    option("--expires", m_expires, "DATE",
           tr("Last day (UTC) on which it is accepted, as 2027-12-31; else it never expires"))
        ->check([](const std::string &text) {
            return dateFrom(text).isValid()
                       ? std::string()
                       : utf8(tr("\"%1\" is not a date as 2027-12-31").arg(QString::fromStdString(text)));
        });
}

Result<ExitStatus> SecretAddVerb::run(Console &console, const DatabaseUrl &url)
{
    auto database = open(url);
    if (!database)
        return std::unexpected(database.error());
    if (const auto client = findClient(*database, m_clientId); !client)
        return std::unexpected(client.error());
    return secret(console).and_then(
        [&](const QByteArray &inClear) { return store(console, *database, inClear); });
}

Result<QByteArray> SecretAddVerb::secret(Console &console) const
{
    if (!m_fromInput)
        return generateSecret();
    return console.secretLine(tr("Secret:")).and_then([](const QByteArray &typed) -> Result<QByteArray> {
        const rules::Findings findings = rules::checkTypedSecret(typed);
        if (rules::hasError(findings))
            return fail(Error::Kind::Rule, findings.first().text);
        return typed;
    });
}

Result<ExitStatus> SecretAddVerb::store(Console &console, Database &database, const QByteArray &secret) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime expires = m_expires.empty() ? QDateTime() : endOfDay(dateFrom(m_expires));
    if (expires.isValid() && expires < now)
        return fail(Error::Kind::Rule,
                    tr("%1 is past. Choose a later day.").arg(QString::fromStdString(m_expires)));

    auto client = findClient(database, m_clientId);
    if (!client)
        return std::unexpected(client.error());
    client->secrets << storedSecret(secret, QString::fromStdString(m_description), now, expires);
    const QString lastFour = client->secrets.last().lastFour;
    if (const auto done = saved(database, *client); !done)
        return std::unexpected(done.error());
    if (m_fromInput) {
        console.note(tr("Secret …%1 is added to \"%2\".").arg(lastFour, client->clientId));
        return ExitStatus::Done;
    }

    console.line(QString::fromLatin1(secret));
    return console.finish()
        .transform([&] {
            console.note(tr("Secret …%1 is added to \"%2\". It is shown now and never again.")
                             .arg(lastFour, client->clientId));
            return ExitStatus::Done;
        })
        .transform_error([&](Error error) {
            error.text +=
                u' ' +
                tr("Secret …%1 was added to \"%2\", but nobody has seen it: remove it and add another.")
                    .arg(lastFour, client->clientId);
            return error;
        });
}

}
