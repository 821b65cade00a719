#include "ui/servers/ComparedClientsModel.h"

#include "ui/common/Icons.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

QString shown(const QString &text)
{
    return text.isEmpty() ? ComparedClientsModel::tr("(nothing)") : text;
}

/// How many fields, or why there is nothing to compare.
QString differingText(const ComparedClient &client)
{
    if (!client.note.isEmpty())
        return client.note;
    return client.differences.isEmpty()
               ? QString()
               : ComparedClientsModel::tr("%Ln field(s)", nullptr, int(client.differences.size()));
}

QIcon iconOf(store::ServerClientState state)
{
    using enum store::ServerClientState;
    switch (state) {
    case Same:
        return icons::themed("dialog-ok");
    case Differs:
        return icons::themed("vcs-diff");
    case OnlyHere:
        return icons::themed("go-previous");
    case OnlyThere:
        return icons::themed("go-next");
    case Unknown:
        break;
    }
    return {};
}

}

ComparedClientsModel::ComparedClientsModel(QObject *parent)
    : TableModel({{tr("Client ID"), &ComparedClient::clientId},
                  {tr("State"), [](const ComparedClient &client) { return serverStateLabel(client.state); }},
                  {tr("What differs"), differingText}},
                 parent)
{
}

QVariant ComparedClientsModel::detail(const ComparedClient &client, int column, int role) const
{
    if (role == Qt::DecorationRole && column == State)
        return iconOf(client.state);
    return TableModel::detail(client, column, role);
}

DifferencesModel::DifferencesModel(QObject *parent)
    : TableModel({{tr("Field"), &ServerDifference::label},
                  {tr("Here"), [](const ServerDifference &one) { return shown(one.hereText); }},
                  {tr("There"), [](const ServerDifference &one) { return shown(one.thereText); }}},
                 parent)
{
}

}
