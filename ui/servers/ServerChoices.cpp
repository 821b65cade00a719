#include "ui/servers/ServerChoices.h"

#include "domain/formats/ClientFormat.h"
#include "domain/servers/ServerNames.h"

#include <QCoreApplication>

namespace gatehouse::serverchoices {

namespace {

struct ServerChoicesText
{
    Q_DECLARE_TR_FUNCTIONS(ServerChoices)
};

}

QList<KeyComboBox::Item> kinds()
{
    QList<KeyComboBox::Item> items;
    for (const ServerKind kind : serverKinds())
        items << KeyComboBox::Item{enumText(kind), labelOf(kind)};
    return items;
}

QList<KeyComboBox::Item> signIns(ServerKind kind)
{
    QList<KeyComboBox::Item> items;
    for (const ServerSignIn signIn : signInsOf(kind))
        items << KeyComboBox::Item{enumText(signIn), labelOf(signIn)};
    return items;
}

QList<KeyComboBox::Item> formats()
{
    QList<KeyComboBox::Item> items;
    for (const auto &format : clientFormats())
        items << KeyComboBox::Item{format->name(), format->title()};
    return items;
}

QString urlHelp(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Keycloak:
        return ServerChoicesText::tr("Without the realm: https://id.example.com");
    case ServerKind::Hydra:
        return ServerChoicesText::tr(
            "Of its admin API, not of the public one: https://hydra.example.com:4445");
    case ServerKind::Glewlwyd:
        return ServerChoicesText::tr("Of its pages for users: https://id.example.com/glewlwyd");
    case ServerKind::Registration:
        return ServerChoicesText::tr("Of its registration endpoint: https://id.example.com/reg");
    case ServerKind::File:
        break;
    }
    return {};
}

}
