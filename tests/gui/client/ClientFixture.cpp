#include "ClientFixture.h"

#include "domain/SecretMaker.h"
#include "support/SealedClients.h"

#include <QCoreApplication>
#include <QtLogging>

using namespace Qt::StringLiterals;

namespace gatehouse::test {

namespace {

template<typename T>
T demand(const Result<T> &result)
{
    if (!result)
        qFatal("%ls", qUtf16Printable(result.error().text));
    if constexpr (!std::is_void_v<T>)
        return *result;
}

}

ClientFixture::ClientFixture() : m_workplace{m_thread, m_tasks, url(), settingsIn(m_folder.path())}
{
    demand(m_thread.open(url()).result());
    demand(m_thread.run(chooseCertificateStorage).result());
    demand(m_thread
               .run([](Database &database) {
                   return editing(database, [](EditSession &session) -> Result<void> {
                       demand(edit::setLicenceLimit(session, std::nullopt));
                       demand(edit::save(
                           session, User{{}, 0, u"price-bot"_s, u"Price feed"_s, {}, {}, {}, true, true}));
                       demand(edit::save(session, User{{}, 0, u"ann"_s, u"Ann"_s, {}, {}, {}, false, true}));
                       demand(edit::save(session, ApiScope{{}, 0, u"orders.read"_s, u"Orders"_s, {}}));
                       return {};
                   });
               })
               .result());
}

DatabaseUrl ClientFixture::url() const
{
    return demand(DatabaseUrl::parse(u"sqlite:"_s + m_folder.filePath(u"test.sqlite"_s)));
}

void ClientFixture::makeEncryptionKey()
{
    demand(m_thread.run([this](Database &database) { return m_workplace.encryption().create(database); })
               .result());
}

ClientApplication ClientFixture::stored(const QString &clientId)
{
    const auto found = demand(
        m_thread.run([=](Database &database) { return store::findClient(database, clientId); }).result());
    return found.value_or(ClientApplication());
}

bool ClientFixture::exists(const QString &clientId)
{
    return !stored(clientId).key.isEmpty();
}

ClientApplication ClientFixture::save(const ClientApplication &client)
{
    return demand(m_thread
                      .run([=](Database &database) {
                          return editing(database,
                                         [&](EditSession &session) { return edit::save(session, client); });
                      })
                      .result());
}

ClientApplication ClientFixture::addWebClient(const QString &clientId)
{
    ClientApplication client;
    client.clientId = clientId;
    client.title = u"Title of "_s + clientId;
    client.loginRedirects = {u"https://%1.example.com/cb"_s.arg(clientId)};
    client.secrets = {storedSecret(generateSecret(), u"first"_s, QDateTime::currentDateTimeUtc())};
    return save(client);
}

HeldBack::HeldBack(DatabaseThread &database) : m_database(database)
{
    m_database.run([this](Database &) -> Result<void> {
        m_gate.acquire();
        return {};
    });
}

void HeldBack::letGo()
{
    m_gate.release();
    bool isAnswered = false;
    m_database.run([](Database &) -> Result<void> { return {}; })
        .then(QCoreApplication::instance(), [&isAnswered](const Result<void> &) { isAnswered = true; });
    while (!isAnswered)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    // Its own answer may have been there at once, and those before take an event for the future and one for
    // DatabaseReply.
    for (int event = 0; event < 2; ++event)
        QCoreApplication::processEvents();
}

}
