#include "ui/records/RecordDraft.h"

#include <QUndoCommand>

using namespace Qt::StringLiterals;

namespace gatehouse {

/// Swaps all values of the draft; typing on in the same field becomes one step.
class RecordCommand : public QUndoCommand
{
public:
    RecordCommand(RecordDraft &draft, QVariantList after, qsizetype field)
        : QUndoCommand(RecordDraft::tr("change of %1").arg(draft.m_fields.at(field).plainLabel()))
        , m_draft(draft)
        , m_before(draft.m_typed.values)
        , m_after(std::move(after))
        , m_field(field)
        , m_typingRun(draft.m_typingRun)
        , m_isTyping(draft.m_fields.at(field).kind != RecordField::Kind::Flag)
    {
    }

    void undo() override { m_draft.apply(m_before); }
    void redo() override { m_draft.apply(m_after); }
    int id() const override { return m_isTyping ? 1 : -1; }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const RecordCommand *>(other);
        if (next->m_field != m_field || next->m_typingRun != m_typingRun)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    RecordDraft &m_draft;
    QVariantList m_before;
    QVariantList m_after;
    qsizetype m_field;
    int m_typingRun;
    bool m_isTyping;
};

RecordDraft::RecordDraft(QList<RecordField> fields, QObject *parent)
    : QObject(parent), m_fields(std::move(fields))
{
}

void RecordDraft::begin(const Record &stored, const Record &typed, bool open)
{
    m_undo.clear();
    m_touched.clear();
    m_stored = stored;
    m_typed = typed;
    m_open = open;
    Q_EMIT changed();
}

void RecordDraft::load(const Record &stored)
{
    begin(stored, stored);
}

void RecordDraft::startNew(const Record &blank)
{
    begin(blank, blank);
}

void RecordDraft::startDuplicate(const Record &blank, const Record &original)
{
    Record copy = blank;
    copy.values = original.values;
    copy.values.first() = tr("%1-copy").arg(original.text(0));
    begin(blank, copy);
}

void RecordDraft::clear()
{
    begin({}, {}, false);
}

void RecordDraft::acceptSaved(const Record &sent, const Record &saved)
{
    if (m_typed == sent)
        return load(saved);
    begin(saved, {saved.key, saved.version, m_typed.values});
}

void RecordDraft::set(qsizetype field, const QVariant &value)
{
    if (!m_open || m_typed.values.at(field) == value)
        return;
    m_touched << field;
    QVariantList next = m_typed.values;
    next[field] = value;
    m_undo.push(new RecordCommand(*this, next, field));
}

void RecordDraft::propose(const QMap<qsizetype, QVariant> &values)
{
    QVariantList next = m_typed.values;
    for (const auto [field, value] : values.asKeyValueRange())
        next[field] = value;
    if (!m_open || next == m_typed.values)
        return;
    endTyping();
    m_undo.push(new RecordCommand(*this, next, values.firstKey()));
    endTyping();
}

void RecordDraft::apply(const QVariantList &values)
{
    m_typed.values = values;
    Q_EMIT changed();
}

}
