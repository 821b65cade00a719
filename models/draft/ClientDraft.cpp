#include "draft/ClientDraft.h"

#include "domain/RecordKey.h"
#include "domain/rules/ClientRules.h"
#include "draft/ClientTables.h"
#include "draft/ConsentTextTable.h"
#include "draft/SecretTable.h"
#include "draft/ServerTable.h"
#include "draft/TextListTable.h"

#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

ClientDraft::ClientDraft(QObject *parent) : QObject(parent) {}

ClientDraft::~ClientDraft() = default;

/// Not before they are needed: the window opens without.
ClientTables &ClientDraft::tables()
{
    if (!m_tables) {
        m_tables = std::make_unique<ClientTables>(*this);
        m_tables->consentTexts().setLanguages(m_languages);
        tellServers();
        connectTables();
    }
    return *m_tables;
}

void ClientDraft::connectTables()
{
    for (DraftTable *table : m_tables->all()) {
        table->setHeldBy(m_isHeld);
        connect(table, &DraftTable::changed, this, [this, table] {
            noteChange(table);
            if (!m_isFilling)
                Q_EMIT changed();
        });
        connect(table, &DraftTable::written, this, [this, table](const DraftChange &change, int column) {
            noteChange(table);
            Q_EMIT written(m_tables->fieldOf(*table, column), change, column);
        });
    }
}

void ClientDraft::setHeldBy(std::function<bool()> isHeld)
{
    m_isHeld = std::move(isHeld);
    for (DraftTable *table : m_tables ? m_tables->all() : std::vector<DraftTable *>())
        table->setHeldBy(m_isHeld);
}

void ClientDraft::noteChange(const DraftTable *table) const
{
    m_unread.insert(table);
    m_normalized.reset();
    m_isModified.reset();
}

/// `stored` is a copy: it may be what it replaces.
void ClientDraft::begin(ClientApplication stored, const ClientApplication &typed)
{
    const auto before = m_open ? std::optional(this->typed()) : std::nullopt;
    ClientTables &tables = this->tables();
    m_open = true;
    m_stored = std::move(stored);
    {
        const QScopedValueRollback filling(m_isFilling, true);
        tables.fill(typed, before);
    }
    tellBegun();
}

/// Of what is stored, as tables and rules have to know it.
void ClientDraft::takeIdentity()
{
    QSet<QString> keys;
    for (const ClientSecret &secret : std::as_const(m_stored.secrets))
        keys << secret.key;
    if (m_tables)
        m_tables->secrets().setStored(keys);
    m_typed.key = m_stored.key;
    m_typed.version = m_stored.version;
    m_normalized.reset();
    m_isModified.reset();
}

void ClientDraft::tellBegun()
{
    takeIdentity();
    Q_EMIT begun();
    Q_EMIT changed();
}

void ClientDraft::load(const ClientApplication &stored)
{
    if (stored.key.isEmpty() || stored.key != m_stored.key)
        ++m_subject;
    begin(stored, rules::revived(stored));
}

void ClientDraft::startNew()
{
    beginNew({});
}

void ClientDraft::beginNew(const ClientApplication &typed)
{
    ClientApplication fresh;
    fresh.key = newRecordKey();
    ++m_subject;
    begin(rules::normalized(fresh), typed);
}

void ClientDraft::startDuplicate(const ClientApplication &original)
{
    ClientApplication copy = rules::revived(original);
    copy.enabled = false;
    copy.secrets.clear();
    for (ServerPart &part : copy.onServers)
        part.enabled.reset();
    copy.clientId += "-copy"_L1;
    copy.title = tr("%1 (copy)").arg(original.title);
    beginNew(copy);
}

void ClientDraft::clear()
{
    ++m_subject;
    m_open = false;
    m_stored = {};
    if (m_tables) {
        const QScopedValueRollback filling(m_isFilling, true);
        m_tables->empty();
    }
    tellBegun();
}

void ClientDraft::revert()
{
    load(m_stored);
}

void ClientDraft::acceptSaved(const ClientApplication &sent, const ClientApplication &saved)
{
    if (!m_open || m_stored.key != sent.key)
        return;
    if (normalized() == sent)
        return begin(saved, rules::revived(saved));

    ClientApplication typed = this->typed();
    for (ClientSecret &secret : typed.secrets) {
        const auto stored = std::ranges::find(saved.secrets, secret.hash, &ClientSecret::hash);
        if (stored != saved.secrets.end())
            secret.key = stored->key;
    }
    begin(saved, typed);
}

void ClientDraft::rebase(const ClientApplication &theirs, const ClientApplication &merged)
{
    const ClientApplication before = typed();
    m_stored = theirs;
    Q_EMIT rebasing();
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_tables->rewrite(merged, before);
    }
    takeIdentity();
    Q_EMIT rebased();
    Q_EMIT changed();
}

void ClientDraft::becomeNew(const ClientApplication &withNewKeys)
{
    ClientApplication fresh;
    fresh.key = withNewKeys.key;
    ++m_subject;
    begin(rules::normalized(fresh), withNewKeys);
}

const ClientApplication &ClientDraft::typed() const
{
    if (!m_open) {
        static const ClientApplication nothing;
        return nothing;
    }
    for (const DraftTable *table : std::exchange(m_unread, {}))
        m_tables->readInto(m_typed, *table);
    return m_typed;
}

const ClientApplication &ClientDraft::normalized() const
{
    if (!m_normalized)
        m_normalized = rules::normalized(typed());
    return *m_normalized;
}

bool ClientDraft::isModified() const
{
    if (!m_isModified)
        m_isModified = m_open && normalized() != m_stored;
    return *m_isModified;
}

DraftTable &ClientDraft::table(ClientField field)
{
    return tables().of(field);
}

QModelIndex ClientDraft::cell(ClientField field)
{
    return tables().cellOf(field);
}

RedirectTable &ClientDraft::redirects(ClientField field)
{
    return static_cast<RedirectTable &>(table(field));
}

TextListTable &ClientDraft::names(ClientField field)
{
    return static_cast<TextListTable &>(table(field));
}

ConsentTextTable &ClientDraft::consentTexts()
{
    return tables().consentTexts();
}

SecretTable &ClientDraft::secrets()
{
    return tables().secrets();
}

void ClientDraft::setLanguages(const QList<Language> &languages)
{
    if (languages == m_languages)
        return;
    m_languages = languages;
    if (m_tables)
        m_tables->consentTexts().setLanguages(languages);
}

ServerTextTable &ClientDraft::serverTexts(ClientField field)
{
    return static_cast<ServerTextTable &>(table(field));
}

ServerTable &ClientDraft::servers()
{
    return static_cast<ServerTable &>(table(ClientField::OnServers));
}

void ClientDraft::setServers(const QStringList &servers)
{
    m_servers = servers;
    if (m_tables)
        tellServers();
}

void ClientDraft::tellServers()
{
    for (const ServerList &list : serverLists)
        static_cast<ServerTextTable &>(m_tables->of(list.field)).setServers(m_servers);
    m_tables->secrets().setServers(m_servers);
}

void ClientDraft::setProblems(const QList<Problem> &problems)
{
    if (!m_tables)
        return;
    QHash<DraftTable *, QList<Problem>> ofTable;
    QHash<ClientField, QList<int>> tableRows;
    for (Problem problem : problems) {
        if (serverListOf(problem.field) && problem.row >= 0) {
            if (!tableRows.contains(problem.field))
                tableRows.insert(problem.field, serverTexts(problem.field).tableRows());
            problem.row = tableRows[problem.field].value(problem.row, -1);
        }
        ofTable[&table(problem.field)] << problem;
    }
    for (DraftTable *table : m_tables->all())
        table->setProblems(ofTable.value(table));
}

}
