#pragma once

#include "services/export/ClientExporter.h"
#include "services/servers/ServerComparison.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/edit/SettingEdits.h"
#include "store/edit/UserEdits.h"
#include "support/CertificateStorage.h"
#include "support/SampleClients.h"

#include <QBuffer>
#include <QElapsedTimer>

/// What measurements of comparisons begin with.
namespace gatehouse::bench {

using namespace Qt::StringLiterals;

/// Ends the program: a measurement of something that failed is worth nothing.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

inline Database made(const QString &path)
{
    return need(DatabaseUrl::parse(u"sqlite:"_s + path).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    }));
}

/// A third each: machine to machine, OpenID Connect, both with an API.
inline Result<void> addClients(EditSession &session, int count, const QDateTime &now)
{
    Result<void> done = edit::save(session, test::sampleUser(u"price-bot"_s)).transform([](const User &) {});
    for (int i = 0; i < count; ++i) {
        const QString clientId = u"client-%1"_s.arg(i, 6, 10, QChar(u'0'));
        ClientApplication client = i % 3 == 0 ? test::sampleMachineClient(clientId, u"price-bot"_s, now)
                                              : test::sampleWebClient(clientId, now);
        client.supportApi = i % 3 != 1;
        if (i % 3 != 0)
            client.loginRedirects << u"https://%1.example.com/callback"_s.arg(clientId);
        client.enabled = true;
        done = done.and_then([&] { return edit::put(session, client); }).transform([](const QString &) {});
    }
    return done;
}

inline json::Json exported(Database &database, const ClientFormat *format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    need(exporter::toDevice(database, {.format = format}, buffer));
    return need(json::parse(buffer.data()));
}

/// The best of some.
inline double milliseconds(const auto &work, int turns = 5)
{
    double best = 1e9;
    for (int turn = 0; turn < turns; ++turn) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

}
