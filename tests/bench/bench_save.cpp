#include "Measure.h"

#include "store/edit/ClientEdits.h"
#include "store/edit/EditSession.h"
#include "store/edit/SettingEdits.h"
#include "store/records/ClientStore.h"
#include "support/CertificateStorage.h"
#include "support/SampleClients.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;

namespace {

constexpr int redirects = 10;

ClientApplication saved(const Database &database, const ClientApplication &client)
{
    return need(editing(database, [&](EditSession &session) { return edit::save(session, client); }));
}

QString nameOf(int number)
{
    return u"client-%1"_s.arg(number);
}

void make(Database &database, int count)
{
    need(test::chooseCertificateStorage(database));
    need(editing(database,
                 [](EditSession &session) { return edit::setLicenceLimit(session, store::LicenceLimit()); }));
    for (int number = 0; number < count; ++number) {
        ClientApplication client = test::sampleWebClient(nameOf(number), QDateTime::currentDateTimeUtc());
        for (int i = 1; i < redirects; ++i)
            client.loginRedirects << u"https://shop.example.com/callback/%1"_s.arg(i);
        saved(database, client);
    }
}

/// As somebody changes it in the window: a field, and a row of a list.
void change(Database &database, int times, int number)
{
    const auto found = need(store::findClient(database, nameOf(number)));
    if (!found)
        qFatal("there is no such client application: call it with --make first");
    ClientApplication client = *found;
    for (int i = 0; i < times; ++i) {
        client.title = u"Web shop %1"_s.arg(i);
        client.loginRedirects.last() = u"https://shop.example.com/changed/%1"_s.arg(i);
        std::printf("%.4f\n", milliseconds([&] { client = saved(database, client); }));
    }
}

}

/// `bench_save URL --make COUNT` makes a database with so many client applications; `bench_save URL TIMES
/// NUMBER` saves a change of one of them so often, and prints the milliseconds of each. save_on_server.py
/// compares them with their statements alone.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        qFatal("usage: bench_save URL --make COUNT, or bench_save URL TIMES NUMBER");
    Database database = need(DatabaseUrl::parse(arguments.at(1)).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    }));
    if (arguments.at(2) == "--make"_L1)
        make(database, arguments.at(3).toInt());
    else
        change(database, arguments.at(2).toInt(), arguments.at(3).toInt());
    return 0;
}
