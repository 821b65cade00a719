#include "services/servers/ServerConnectionsLoader.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace gatehouse;

/// Loads the plug-in, as the program does.
class ServerConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLoadedOnce()
    {
        const auto connections = serverConnections();
        QVERIFY2(connections, qPrintable(connections ? QString() : connections.error().text));
        QCOMPARE(serverConnections().value(), *connections);
        QVERIFY((*connections)->connectTo({.server = {.kind = ServerKind::File}}));
    }
};

GATEHOUSE_TEST(ServerConnectionsTest)
#include "tst_serverconnections.moc"
