#include "ui/client/ClientDraft.h"

#include "domain/RecordKey.h"
#include "domain/rules/ClientRules.h"

#include <QUndoCommand>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

/// Swaps all values of the draft; typing on in the same text field becomes one step.
class DraftCommand : public QUndoCommand
{
public:
    DraftCommand(ClientDraft &draft, ClientApplication after, ClientField field)
        : QUndoCommand(ClientDraft::tr("change of %1").arg(fieldLabel(field)))
        , m_draft(draft)
        , m_before(draft.m_typed)
        , m_after(std::move(after))
        , m_field(field)
        , m_typingRun(draft.m_typingRun)
    {
    }

    void undo() override { m_draft.apply(m_before); }
    void redo() override { m_draft.apply(m_after); }
    int id() const override
    {
        const FieldKind kind = fieldInfo(m_field).kind;
        return kind == FieldKind::Text || kind == FieldKind::Texts ? 1 : -1;
    }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const DraftCommand *>(other);
        if (next->m_field != m_field || next->m_typingRun != m_typingRun)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    ClientDraft &m_draft;
    ClientApplication m_before;
    ClientApplication m_after;
    ClientField m_field;
    int m_typingRun;
};

ClientDraft::ClientDraft(QObject *parent) : QObject(parent) {}

void ClientDraft::begin(const ClientApplication &stored, const ClientApplication &typed)
{
    m_undo.clear();
    m_stored = stored;
    m_typed = typed;
    m_open = true;
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

void ClientDraft::beginNew(ClientApplication typed)
{
    ClientApplication fresh;
    fresh.key = newRecordKey();
    typed.key = fresh.key;
    typed.version = 0;
    ++m_subject;
    begin(rules::normalized(fresh), typed);
}

void ClientDraft::startDuplicate(const ClientApplication &original)
{
    ClientApplication copy = rules::revived(original);
    copy.enabled = false;
    copy.secrets.clear();
    copy.clientId += "-copy"_L1;
    copy.title = tr("%1 (copy)").arg(original.title);
    beginNew(copy);
}

void ClientDraft::clear()
{
    ++m_subject;
    begin({}, {});
    m_open = false;
    Q_EMIT changed();
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

    ClientApplication typed = m_typed;
    typed.key = saved.key;
    typed.version = saved.version;
    for (ClientSecret &secret : typed.secrets) {
        const auto stored = std::ranges::find(saved.secrets, secret.hash, &ClientSecret::hash);
        if (stored != saved.secrets.end())
            secret.key = stored->key;
    }
    begin(saved, typed);
}

ClientApplication ClientDraft::normalized() const
{
    return rules::normalized(m_typed);
}

void ClientDraft::set(ClientField field, const QVariant &value)
{
    ClientApplication next = m_typed;
    if (setFieldValue(next, field, value))
        push(next, field);
}

void ClientDraft::setSecrets(const QList<ClientSecret> &secrets)
{
    ClientApplication next = m_typed;
    next.secrets = secrets;
    push(next, ClientField::Secrets);
}

void ClientDraft::push(const ClientApplication &values, ClientField field)
{
    if (values != m_typed)
        m_undo.push(new DraftCommand(*this, values, field));
}

void ClientDraft::apply(const ClientApplication &values)
{
    m_typed = values;
    Q_EMIT changed();
}

}
