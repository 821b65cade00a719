#include "draft/ClientTables.h"

#include "domain/rules/FieldRules.h"
#include "draft/ConsentTextTable.h"
#include "draft/DraftDatabase.h"
#include "draft/SecretTable.h"
#include "draft/ServerTable.h"
#include "draft/TextListTable.h"

#include "store/SchemaFile.h"
#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ClientTablesText
{
    Q_DECLARE_TR_FUNCTIONS(ClientTables)
};

bool isPlain(ClientField field)
{
    return gatehouse::isPlain(fieldInfo(field).kind);
}

/// The fields that have a cell each, in the order of the columns.
QList<ClientField> plainFields()
{
    QList<ClientField> fields;
    for (const ClientFieldInfo &info : clientFields()) {
        if (isPlain(info.field))
            fields << info.field;
    }
    return fields;
}

QStringList plainTitles()
{
    QStringList titles;
    for (const ClientField field : plainFields())
        titles << fieldLabel(field);
    return titles;
}

/// Under which a field's table is kept.
ClientField partOf(ClientField field)
{
    return isPlain(field) ? ClientField::ClientId : field;
}

QString plainSql()
{
    QStringList columns;
    for (const ClientField field : plainFields()) {
        const ClientFieldInfo &info = fieldInfo(field);
        // BLOB: a number that is not one yet stays the text that was typed.
        const auto type = info.kind == FieldKind::Number ? "BLOB"_L1
                          : info.kind == FieldKind::Flag ? "INTEGER NOT NULL"_L1
                                                         : "TEXT NOT NULL"_L1;
        columns << u"%1 %2"_s.arg(QLatin1StringView(info.name), type);
    }
    return u"CREATE TABLE client_application (%1, draft_id INTEGER PRIMARY KEY AUTOINCREMENT)"_s.arg(
        columns.join(u", "_s));
}

/// The value of a field as the rules take it.
QVariant ruledValue(FieldKind kind, const QVariant &cell)
{
    if (kind == FieldKind::Flag)
        return cell.toBool();
    if (kind != FieldKind::Number)
        return cell;
    if (cell.toString().isEmpty())
        return {};
    return cell.typeId() == QMetaType::QString ? QVariant(rules::unreadableLifetime) : cell;
}

/// In the order of the columns.
enum SettingColumn { FormatColumn, ValueColumn };
constexpr std::array riskTexts{&AcceptedRisk::rule, &AcceptedRisk::value, &AcceptedRisk::reason,
                               &AcceptedRisk::by};

void fillSettings(DraftTable &table, const FormatSettings &settings)
{
    QList<DraftRow> rows;
    for (const auto &[format, value] : settings.asKeyValueRange())
        rows << DraftRow{format, value, {}, {}};
    table.fill(rows);
}

FormatSettings settingsIn(const DraftTable &table)
{
    FormatSettings settings;
    for (int row = 0; row < table.rowCount(); ++row)
        settings.insert(table.valueAt(row, FormatColumn).toString(),
                        table.valueAt(row, ValueColumn).toString());
    return settings;
}

void fillRisks(DraftTable &table, const QList<AcceptedRisk> &risks)
{
    QList<DraftRow> rows;
    for (const AcceptedRisk &risk : risks) {
        DraftRow row;
        for (const auto text : riskTexts)
            row << risk.*text;
        rows << (row << risk.at.toUTC().toString(Qt::ISODate) << QVariant() << QVariant());
    }
    table.fill(rows);
}

QList<AcceptedRisk> risksIn(const DraftTable &table)
{
    QList<AcceptedRisk> risks;
    for (int row = 0; row < table.rowCount(); ++row) {
        AcceptedRisk risk;
        int column = 0;
        for (const auto text : riskTexts)
            risk.*text = table.valueAt(row, column++).toString();
        risk.at = QDateTime::fromString(table.valueAt(row, column).toString(), Qt::ISODate);
        risks << risk;
    }
    return risks;
}

bool isSameEnabled(const ServerParts &one, const ServerParts &other)
{
    const QStringList servers = one.keys() + other.keys();
    return std::ranges::all_of(servers, [&](const QString &server) {
        return one.value(server).enabled == other.value(server).enabled;
    });
}

bool isSame(ClientField part, const ClientApplication &one, const ClientApplication &other)
{
    if (part == ClientField::Secrets)
        return one.secrets == other.secrets;
    if (part == ClientField::OnServers)
        return isSameEnabled(one.onServers, other.onServers);
    if (serverListOf(part))
        return rowsOf(one, part) == rowsOf(other, part);
    const auto isSameField = [&](ClientField field) {
        return fieldValue(one, field) == fieldValue(other, field);
    };
    return part == partOf(ClientField::ClientId) ? std::ranges::all_of(plainFields(), isSameField)
                                                 : isSameField(part);
}

void removeEmpty(ServerParts &parts)
{
    parts.removeIf([](const auto &part) { return part.value().isEmpty(); });
}

void readServerList(ClientApplication &client, const ServerTextTable &table, const ServerList &list)
{
    QMap<QString, QStringList> texts = table.textsByServer();
    client.*list.forAll = texts.take({});
    for (ServerPart &part : client.onServers)
        (part.*list.onOne).clear();
    for (const auto &[server, onOne] : texts.asKeyValueRange())
        client.onServers[server].*list.onOne = onOne;
    removeEmpty(client.onServers);
}

void readEnabled(ClientApplication &client, const ServerTable &table)
{
    for (ServerPart &part : client.onServers)
        part.enabled.reset();
    for (const auto &[server, enabled] : table.enabled().asKeyValueRange())
        client.onServers[server].enabled = enabled;
    removeEmpty(client.onServers);
}

}

ClientTables::ClientTables(const ClientDraft &draft)
    : m_database(schemaStatements(u":/gatehouse/schema/draft/client.sql"_s) << plainSql())
    , m_secrets(new SecretTable(m_database))
    , m_consentTexts(new ConsentTextTable(m_database, draft))
{
    const auto add = [this](ClientField field, DraftTable *table) { m_tables.emplace(field, table); };
    add(ClientField::ClientId, new DraftTable(m_database, u"client_application"_s, plainTitles()));
    add(ClientField::Logo, new DraftTable(m_database, u"client_logo"_s, {u"name"_s, u"data"_s}));
    add(ClientField::LoginRedirects, new RedirectTable(m_database, u"login"_s));
    add(ClientField::LogoutRedirects, new RedirectTable(m_database, u"logout"_s));
    add(ClientField::ApiScopes,
        new TextListTable(m_database, u"client_api_scope"_s, {fieldLabel(ClientField::ApiScopes)}));
    add(ClientField::DefaultResources, new TextListTable(m_database, u"client_default_resource"_s,
                                                         {fieldLabel(ClientField::DefaultResources)}));
    add(ClientField::CustomResources, new TextListTable(m_database, u"client_custom_resource"_s,
                                                        {fieldLabel(ClientField::CustomResources)}));
    const auto addTexts = [&](ClientField field, const QString &table) {
        add(field, new TextListTable(m_database, table, {fieldLabel(field)}));
    };
    add(ClientField::AllowedCorsOrigins, new ServerTextTable(m_database, u"client_cors_origin"_s,
                                                             fieldLabel(ClientField::AllowedCorsOrigins)));
    addTexts(ClientField::Contacts, u"client_contact"_s);
    addTexts(ClientField::Keys, u"client_key"_s);
    const QStringList settings{ClientTablesText::tr("Format"), ClientTablesText::tr("Value")};
    add(ClientField::OtherSettings, new DraftTable(m_database, u"client_setting"_s, settings));
    add(ClientField::Spellings, new DraftTable(m_database, u"client_spelling"_s, settings));
    add(ClientField::AcceptedRisks,
        new DraftTable(m_database, u"client_accepted_risk"_s,
                       {ClientTablesText::tr("Risk"), ClientTablesText::tr("Value"),
                        ClientTablesText::tr("Reason"), ClientTablesText::tr("Accepted by"),
                        ClientTablesText::tr("Accepted on")}));
    add(ClientField::OnServers, new ServerTable(m_database));
    add(ClientField::ConsentTexts, m_consentTexts);
    add(ClientField::Secrets, m_secrets);
}

ClientTables::~ClientTables() = default;

DraftTable &ClientTables::of(ClientField field) const
{
    return *m_tables.at(partOf(field));
}

std::vector<DraftTable *> ClientTables::all() const
{
    std::vector<DraftTable *> tables;
    tables.reserve(m_tables.size());
    for (const auto &[part, table] : m_tables)
        tables.push_back(table.get());
    return tables;
}

QModelIndex ClientTables::cellOf(ClientField field) const
{
    return of(field).index(0, int(plainFields().indexOf(field)));
}

ClientField ClientTables::fieldOf(const DraftTable &table, int column) const
{
    const auto found =
        std::ranges::find_if(m_tables, [&](const auto &one) { return one.second.get() == &table; });
    return isPlain(found->first) && column >= 0 ? plainFields().at(column) : found->first;
}

void ClientTables::fill(const ClientApplication &client, const std::optional<ClientApplication> &before)
{
    for (const auto &[part, table] : m_tables) {
        if (!before || !isSame(part, client, *before))
            fillPart(part, client);
    }
}

void ClientTables::rewrite(const ClientApplication &client, const ClientApplication &before)
{
    for (const auto &[part, table] : m_tables) {
        if (isSame(part, client, before))
            continue;
        if (part == partOf(ClientField::ClientId))
            rewritePlain(client, before);
        else
            table->refill([&] { fillPart(part, client); });
    }
}

/// What is typed and no value yet, as half a number, stays in its cell.
void ClientTables::rewritePlain(const ClientApplication &client, const ClientApplication &before)
{
    DraftTable &table = of(ClientField::ClientId);
    const DraftRow typed = table.rowAt(0);
    DraftRow row = typed;
    for (int column = 0; const ClientField field : plainFields()) {
        if (fieldValue(client, field) != fieldValue(before, field))
            row[column] = draftValue(fieldValue(client, field));
        ++column;
    }
    table.write({{typed, row}});
}

void ClientTables::fillPart(ClientField part, const ClientApplication &client)
{
    if (serverListOf(part))
        return static_cast<ServerTextTable &>(of(part)).fillRows(rowsOf(client, part));
    switch (fieldInfo(part).kind) {
    case FieldKind::Settings:
        return fillSettings(of(part), fieldValue(client, part).value<FormatSettings>());
    case FieldKind::Risks:
        return fillRisks(of(part), client.acceptedRisks);
    case FieldKind::List:
    case FieldKind::Keys:
        return static_cast<TextListTable &>(of(part)).fillTexts(fieldValue(client, part).toStringList());
    case FieldKind::Image:
        return of(part).fill({{client.logo.name, client.logo.data, {}}});
    case FieldKind::Texts:
        return m_consentTexts->fillTexts(client.consentTexts);
    case FieldKind::Secrets:
        return m_secrets->fillSecrets(client.secrets);
    case FieldKind::Servers:
        return static_cast<ServerTable &>(of(part)).fillEnabled(client.onServers);
    default:
        break;
    }
    DraftRow row;
    for (const ClientField field : plainFields())
        row << fieldValue(client, field);
    of(part).fill({row << QVariant()});
}

void ClientTables::empty()
{
    for (const auto &[part, table] : m_tables) {
        if (part != ClientField::ConsentTexts)
            table->fill({});
    }
    m_consentTexts->fillTexts({});
}

void ClientTables::readInto(ClientApplication &client, const DraftTable &table) const
{
    const ClientField part = fieldOf(table, -1);
    if (const ServerList *list = serverListOf(part))
        return readServerList(client, static_cast<const ServerTextTable &>(table), *list);
    switch (fieldInfo(part).kind) {
    case FieldKind::Settings:
        setFieldValue(client, part, QVariant::fromValue(settingsIn(table)));
        return;
    case FieldKind::Risks:
        client.acceptedRisks = risksIn(table);
        return;
    case FieldKind::List:
    case FieldKind::Keys:
        setFieldValue(client, part, static_cast<const TextListTable &>(table).texts());
        return;
    case FieldKind::Image:
        client.logo = {table.valueAt(0, 0).toString(), table.valueAt(0, 1).toByteArray()};
        return;
    case FieldKind::Texts:
        client.consentTexts = m_consentTexts->texts();
        return;
    case FieldKind::Secrets:
        client.secrets = m_secrets->secrets();
        return;
    case FieldKind::Servers:
        return readEnabled(client, static_cast<const ServerTable &>(table));
    default:
        break;
    }
    for (int column = 0; const ClientField field : plainFields())
        setFieldValue(client, field, ruledValue(fieldInfo(field).kind, table.valueAt(0, column++)));
}

}
