#include "draft/ClientTables.h"

#include "draft/ConsentTextTable.h"
#include "draft/DraftDatabase.h"
#include "draft/SecretTable.h"
#include "draft/TextListTable.h"
#include "store/SchemaFile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool isPlain(ClientField field)
{
    const FieldKind kind = fieldInfo(field).kind;
    return kind == FieldKind::Text || kind == FieldKind::Flag || kind == FieldKind::Choice;
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
        const bool isFlag = info.kind == FieldKind::Flag;
        columns << u"%1 %2 NOT NULL"_s.arg(QLatin1StringView(info.name), isFlag ? "INTEGER"_L1 : "TEXT"_L1);
    }
    return u"CREATE TABLE client_application (%1, draft_id INTEGER PRIMARY KEY AUTOINCREMENT)"_s.arg(
        columns.join(u", "_s));
}

bool isSame(ClientField part, const ClientApplication &one, const ClientApplication &other)
{
    if (part == ClientField::Secrets)
        return one.secrets == other.secrets;
    const auto isSameField = [&](ClientField field) {
        return fieldValue(one, field) == fieldValue(other, field);
    };
    return part == partOf(ClientField::ClientId) ? std::ranges::all_of(plainFields(), isSameField)
                                                 : isSameField(part);
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

void ClientTables::fillPart(ClientField part, const ClientApplication &client)
{
    switch (fieldInfo(part).kind) {
    case FieldKind::List:
        return static_cast<TextListTable &>(of(part)).fillTexts(fieldValue(client, part).toStringList());
    case FieldKind::Image:
        return of(part).fill({{client.logo.name, client.logo.data, {}}});
    case FieldKind::Texts:
        return m_consentTexts->fillTexts(client.consentTexts);
    case FieldKind::Secrets:
        return m_secrets->fillSecrets(client.secrets);
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
    switch (fieldInfo(part).kind) {
    case FieldKind::List:
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
    default:
        break;
    }
    for (int column = 0; const ClientField field : plainFields()) {
        const QVariant value = table.valueAt(0, column++);
        setFieldValue(client, field,
                      fieldInfo(field).kind == FieldKind::Flag ? QVariant(value.toBool()) : value);
    }
}

}
