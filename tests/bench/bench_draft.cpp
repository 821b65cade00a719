#include "domain/rules/ClientRules.h"
#include "domain/rules/FieldRules.h"
#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

constexpr int rounds = 101;

void measure(const char *what, const std::function<void(int round)> &work)
{
    QList<double> took;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work(round);
        took << double(timer.nsecsElapsed()) / 1000;
    }
    std::ranges::sort(took);
    std::printf("  %-60s median %8.0f us  slowest %8.0f us\n", what, took.at(rounds / 2), took.last());
}

ClientApplication clientWith(int redirects, const QString &key)
{
    ClientApplication client;
    client.key = key;
    client.version = 1;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    for (int i = 0; i < redirects; ++i)
        client.loginRedirects << u"https://shop.example.com/callback/%1"_s.arg(i);
    return rules::normalized(client);
}

/// What a key press in the field costs before anything is painted: the cell, what is typed, what would be
/// saved.
void type(ClientDraft &draft, DraftTable &table, const QModelIndex &cell, const QString &text)
{
    table.setData(cell, text);
    std::ignore = draft.isModified();
}

void measureClient(int redirects)
{
    std::printf("A client application with %d redirects\n", redirects);
    const ClientApplication one = clientWith(redirects, u"k1"_s);
    const ClientApplication other = clientWith(redirects, u"k2"_s);
    measure("working copy made, client application opened in it", [&](int) { ClientDraft().load(one); });

    ClientDraft draft;
    ClientApplication changed = other;
    measure("another one opened, all parts different", [&](int round) {
        changed.loginRedirects.append(u"https://shop.example.com/%1"_s.arg(round));
        changed.title = QString::number(round);
        changed.key = u"k%1"_s.arg(round);
        draft.load(changed);
    });
    draft.load(one);
    measure("key in Title: written, read back, compared", [&](int round) {
        type(draft, draft.table(ClientField::Title), draft.cell(ClientField::Title), QString::number(round));
    });
    RedirectTable &list = draft.redirects(ClientField::LoginRedirects);
    measure("key in a redirect: written, read back, compared", [&](int round) {
        type(draft, list, list.index(0, 0), u"https://shop.example.com/%1"_s.arg(round));
    });
    const rules::RuleContext context{.now = QDateTime::currentDateTimeUtc(),
                                     .redirects = std::make_shared<rules::KnownRedirects>()};
    measure("key in a redirect with the rules, as in the window", [&](int round) {
        type(draft, list, list.index(0, 0), u"https://shop.example.com/again/%1"_s.arg(round));
        std::ignore = rules::check(draft.normalized(), context);
    });
    QString pasted;
    for (int i = 0; i < 1000; ++i)
        pasted += u"https://shop.example.com/pasted/%1\n"_s.arg(i);
    measure("1,000 redirects pasted, and taken away", [&](int) {
        list.addText(pasted);
        list.removeRows(list.rowCount() - 1000, 1000);
    });
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    measureClient(3);
    measureClient(1000);
}
