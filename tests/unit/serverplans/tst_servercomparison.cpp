#include "services/export/ClientExporter.h"
#include "unit/serverplans/ServerHelp.h"

#include <QBuffer>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

json::Json exported(TestDatabase &database, const QString &format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const exporter::Request request{.format = formatByName(format).value()};
    return exporter::toDevice(*database, request, buffer)
        .and_then([&](const auto &) { return json::parse(buffer.data()); })
        .value_or(json::Json());
}

/// The server as our own export would make it.
FakeServer exportedTo(TestDatabase &database, const QString &format)
{
    json::Json document = exported(database, format);
    json::Place place;
    if (document.is_object())
        place = {document.contains("IdentityServerData") ? "IdentityServerData"
                 : document.contains("Clients")          ? "Clients"
                                                         : "clients"};
    if (place == json::Place{"IdentityServerData"})
        place.push_back("Clients");
    const json::Json &first = *json::valueAt(document, place);
    const char *id = format == "keycloak"_L1              ? "clientId"
                     : first.front().contains("ClientId") ? "ClientId"
                                                          : "client_id";
    return {std::move(document), place, id};
}

}

class ServerComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownExportIsTheSame_data() { addFormats(); }
    void ownExportIsTheSame()
    {
        QFETCH(const QString, format);
        TestDatabase database;
        VERIFY_DONE(sampledata::install(*database, testTime()));
        FakeServer connection = exportedTo(database, format);
        const Server server = storedServer(database, format);
        const auto comparison = compared(database, connection, server);
        VERIFY_DONE(comparison);
        QCOMPARE(drift(comparison), QStringList());
        QVERIFY(comparison->clients.size() >= 4);
        QCOMPARE(comparison->unrecorded, QString());
        const auto noted = store::loadServerClients(*database, server.key).value();
        QCOMPARE(noted.size(), comparison->clients.size());
        for (const store::ServerClient &client : noted) {
            QCOMPARE(client.state, store::ServerClientState::Same);
            QCOMPARE(client.comparedAt, testTime());
            QCOMPARE(client.differing, 0);
        }
    }

private:
    static void addFormats()
    {
        QTest::addColumn<QString>("format");
        for (const QString &format : serverFormats)
            QTest::newRow(qPrintable(format)) << format;
    }
};

GATEHOUSE_TEST(ServerComparisonTest)
#include "tst_servercomparison.moc"
