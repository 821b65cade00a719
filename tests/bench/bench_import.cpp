#include "Measure.h"
#include "PlainConnection.h"

#include "services/import/ImportPlanner.h"
#include "services/import/ImportWriter.h"
#include "support/CertificateStorage.h"
#include "support/SampleClients.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QSqlRecord>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;

namespace {

Database made(const QString &path)
{
    return need(DatabaseUrl::parse(u"sqlite:"_s + path).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    }));
}

/// A third each: machine to machine, OpenID Connect, both with an API; two redirects, a scope and a secret.
ImportedFile sampleFile(int count, const QDateTime &now)
{
    ImportedFile file;
    file.format = need(formatByName(u"gatehouse"_s));
    file.users = {test::sampleUser(u"price-bot"_s)};
    for (int i = 0; i < count; ++i) {
        const QString clientId = u"client-%1"_s.arg(i, 6, 10, QChar(u'0'));
        ImportedClient imported;
        imported.client = i % 3 == 0 ? test::sampleMachineClient(clientId, u"price-bot"_s, now)
                                     : test::sampleWebClient(clientId, now);
        imported.client.supportApi = i % 3 != 1;
        if (i % 3 != 0)
            imported.client.loginRedirects << u"https://%1.example.com/callback"_s.arg(clientId);
        imported.client.enabled = true;
        for (const ClientFieldInfo &info : clientFields())
            imported.named << info.field;
        file.clients << imported;
    }
    return file;
}

const QStringList tables{u"iam_user"_s,        u"client_application"_s, u"client_secret"_s,
                         u"client_redirect"_s, u"client_api_scope"_s,   u"client_default_resource"_s};

/// The same rows by QSqlQuery alone, in one transaction: prepared once a table, bound and executed.
void copyPlainly(const Database &from, const Database &to)
{
    const QSqlDatabase source = plainConnection(from);
    QSqlDatabase target = plainConnection(to);
    target.transaction();
    for (const QString &table : tables) {
        QSqlQuery rows(u"SELECT * FROM "_s + table, source);
        const int columns = rows.record().count();
        QSqlQuery insert(target);
        insert.prepare(u"INSERT INTO %1 VALUES (?%2)"_s.arg(table, u", ?"_s.repeated(columns - 1)));
        while (rows.next()) {
            for (int column = 0; column < columns; ++column)
                insert.bindValue(column, rows.value(column));
            if (!insert.exec())
                qFatal("%s", qPrintable(insert.lastError().text()));
        }
    }
    target.commit();
}

void measure(int count)
{
    const QTemporaryDir folder;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Database database = made(folder.filePath(u"import"_s));
    need(test::chooseCertificateStorage(database));
    need(editing(database, [](EditSession &session) { return edit::setLicenceLimit(session, {}); }));
    const ImportedFile file = sampleFile(count, now);
    WholeFileSource source(file);
    ImportPlan plan;
    const double planned = milliseconds([&] { plan = need(ImportPlanner(database, {}, now).plan(source)); });
    if (plan.count(ImportStatus::New) != count)
        qFatal("Not all client applications are new.");
    const double applied = milliseconds([&] { need(applyImport(database, plan, now)); });
    const double again = milliseconds([&] { plan = need(ImportPlanner(database, {}, now).plan(source)); });
    if (plan.count(ImportStatus::Unchanged) != count)
        qFatal("The client applications were not stored as they were given.");

    const Database copy = made(folder.filePath(u"copy"_s));
    const double floor = milliseconds([&] { copyPlainly(database, copy); });
    std::printf(
        "%d client applications\n  plan %.0f ms, apply %.0f ms, plan again %.0f ms\n  the same rows by "
        "QSqlQuery alone %.0f ms, ratio of apply %.1f\n",
        count, planned, applied, again, floor, applied / floor);
}

}

/// bench_import [COUNT]...: measures what an import of so many client applications takes.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments().mid(1);
    if (arguments.isEmpty())
        arguments = {u"1000"_s, u"10000"_s};
    for (const QString &count : std::as_const(arguments))
        measure(count.toInt());
}
