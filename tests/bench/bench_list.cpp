#include "Measure.h"
#include "PlainConnection.h"

#include "store/records/ClientPage.h"
#include "support/ManyClients.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;

namespace {

constexpr int pairs = 15;

/// Runs both in turn, so that what else the machine does meets both alike, and prints the medians.
void compare(const char *what, const std::function<void()> &ours, const std::function<void()> &floor)
{
    QList<double> oursTook;
    QList<double> floorTook;
    for (int i = 0; i < pairs; ++i) {
        floorTook << microseconds(floor);
        oursTook << microseconds(ours);
    }
    std::printf("  %-34s %9.0f us  floor %9.0f us  ratio %.2f\n", what, median(oursTook), median(floorTook),
                median(oursTook) / median(floorTook));
}

/// The same page by QSqlQuery alone: prepared, bound and stepped through, each value read once.
void readPlainly(Database &database, const QString &where, const QString &order, const QVariantList &values)
{
    QSqlQuery query(plainConnection(database));
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT id, client_id, title, enabled, grant_type, support_openid, support_api, "
        "problem_severity, problem_count, version FROM client_application %1 ORDER BY %2 LIMIT 200"_s.arg(
            where, order));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        qFatal("%s", qPrintable(query.lastError().text()));
    while (query.next()) {
        for (int column = 0; column < 10; ++column)
            std::ignore = query.value(column);
    }
}

void measurePages(Database &database)
{
    store::ClientPageRequest first;
    compare(
        "first page", [&] { need(store::loadPage(database, first)); },
        [&] { readPlainly(database, {}, u"client_id"_s, {}); });

    store::ClientPageRequest next = first;
    next.after = need(store::loadPage(database, first)).last();
    compare(
        "following page", [&] { need(store::loadPage(database, next)); },
        [&] { readPlainly(database, u"WHERE client_id > ?"_s, u"client_id"_s, {next.after->clientId}); });

    store::ClientPageRequest byTitle = first;
    byTitle.sortColumn = store::ClientColumn::Title;
    byTitle.after = need(store::loadPage(database, byTitle)).last();
    compare(
        "following page by title", [&] { need(store::loadPage(database, byTitle)); },
        [&] {
            readPlainly(database, u"WHERE (title, client_id) > (?, ?)"_s, u"title, client_id"_s,
                        {byTitle.after->title, byTitle.after->clientId});
        });

    store::ClientPageRequest bySeverity = first;
    bySeverity.sortColumn = store::ClientColumn::Problems;
    compare(
        "first page by problems", [&] { need(store::loadPage(database, bySeverity)); },
        [&] { readPlainly(database, {}, u"problem_severity, client_id"_s, {}); });
}

void measureKeystrokes(Database &database)
{
    for (const char *typed : {"s", "shop 1", "client-000", "nothing like it"}) {
        store::ClientPageRequest request;
        request.filter.search = QString::fromLatin1(typed);
        const QString pattern = u'%' + request.filter.search + u'%';
        const QByteArray what = QByteArray("keystroke \"") + typed + '"';
        compare(
            what.constData(), [&] { need(store::loadPage(database, request)); },
            [&] {
                readPlainly(database, u"WHERE client_id LIKE ? OR title LIKE ?"_s, u"client_id"_s,
                            {pattern, pattern});
            });
    }
}

void measureToTheEnd(Database &database)
{
    const double took = microseconds([&] {
        store::ClientPageRequest request;
        for (bool more = true; more;) {
            const auto page = need(store::loadPage(database, request));
            more = page.size() == request.size;
            request.after = page.isEmpty() ? std::nullopt : std::optional(page.last());
        }
    });
    std::printf("  %-34s %9.0f us\n", "all pages to the end", took);
}

Database made(const QString &path, int count)
{
    Database database = need(DatabaseUrl::parse(u"sqlite:"_s + path).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    }));
    need(test::addManyClients(database, count));
    return database;
}

}

/// bench_list [COUNT]...: measures the list of client applications. bench_list --make PATH COUNT: only makes
/// a database.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments().mid(1);
    if (arguments.value(0) == "--make"_L1) {
        made(arguments.value(1), arguments.value(2).toInt());
        return 0;
    }
    if (arguments.isEmpty())
        arguments = {u"1000"_s, u"100000"_s};
    const QTemporaryDir folder;
    for (const QString &count : std::as_const(arguments)) {
        std::printf("%s client applications, medians of %d paired runs\n", qPrintable(count), pairs);
        Database database = made(folder.filePath(count), count.toInt());
        measurePages(database);
        measureKeystrokes(database);
        measureToTheEnd(database);
    }
}
