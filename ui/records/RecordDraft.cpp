#include "ui/records/RecordDraft.h"

#include "ui/tables/TableCommand.h"

#include <QPointer>
#include <QScopedValueRollback>
#include <QUndoCommand>

#include <utility>

namespace gatehouse {

/// Swaps values of the draft; typing on in the same field becomes one step.
class RecordCommand : public QUndoCommand
{
public:
    RecordCommand(RecordDraft &draft, RecordDraft::Values after, qsizetype field)
        : QUndoCommand(RecordDraft::tr("change of %1").arg(draft.m_fields.at(field).plainLabel()))
        , m_draft(draft)
        , m_before(draft.valuesOf(after))
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
        if (next->m_field != m_field || next->m_typingRun != m_typingRun || next->m_before != m_after)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    RecordDraft &m_draft;
    RecordDraft::Values m_before;
    RecordDraft::Values m_after;
    qsizetype m_field;
    int m_typingRun;
    bool m_isTyping;
};

RecordDraft::RecordDraft(QList<RecordField> fields, QObject *parent)
    : QObject(parent), m_fields(std::move(fields))
{
}

void RecordDraft::keepIn(qsizetype field, const TableField &kept)
{
    m_tables.insert(field, kept);
    connect(kept.table, &DraftTable::changed, this, [this, field] {
        m_unread << field;
        if (!m_isFilling)
            Q_EMIT changed();
    });
    // The table belongs to the tab that shows it, which may go later.
    kept.table->setHeldBy([draft = QPointer(this)] { return draft && draft->isHeld(); });
    connect(kept.table, &DraftTable::written, this,
            [this, field, table = kept.table](const DraftChange &change, int column) {
                m_unread << field;
                m_touched << field;
                m_undo.push(new TableCommand(tr("change of %1").arg(m_fields.at(field).plainLabel()), *table,
                                             change, column, m_typingRun));
            });
}

void RecordDraft::setHeldBy(std::function<bool()> isHeld)
{
    m_isHeld = std::move(isHeld);
}

const Record &RecordDraft::typed() const
{
    if (!m_open)
        return m_typed;
    for (const qsizetype field : std::exchange(m_unread, {}))
        m_typed.values[field] = m_tables.value(field).read();
    return m_typed;
}

void RecordDraft::begin(const Record &stored, const Record &typed, bool open)
{
    m_undo.clear();
    m_touched.clear();
    m_stored = stored;
    m_typed = typed;
    m_open = open;
    {
        const QScopedValueRollback filling(m_isFilling, true);
        for (const auto &[field, kept] : m_tables.asKeyValueRange()) {
            if (const QVariant value = typed.values.value(field); kept.read() != value)
                kept.fill(value);
        }
    }
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
    if (typed() == sent)
        return load(saved);
    begin(saved, {saved.key, saved.version, typed().values});
}

void RecordDraft::rebase(const Record &theirs, const Record &merged)
{
    const Record before = typed();
    m_stored = theirs;
    m_typed.key = theirs.key;
    m_typed.version = theirs.version;
    if (before.values != merged.values) {
        endTyping();
        m_undo.beginMacro(tr("merge with what somebody else saved"));
        for (qsizetype field = 0; field < merged.values.size(); ++field) {
            if (before.values.at(field) != merged.values.at(field))
                rewrite(field, merged.values.at(field));
        }
        m_undo.endMacro();
        endTyping();
    }
    Q_EMIT changed();
}

void RecordDraft::rewrite(qsizetype field, const QVariant &value)
{
    const auto kept = m_tables.constFind(field);
    if (kept == m_tables.constEnd())
        m_undo.push(new RecordCommand(*this, {{field, value}}, field));
    else
        kept->table->refill([&] { kept->fill(value); });
}

void RecordDraft::becomeNew(const Record &blank, const QVariantList &values)
{
    begin(blank, {blank.key, blank.version, values});
}

void RecordDraft::set(qsizetype field, const QVariant &value)
{
    if (!m_open || isHeld() || m_typed.values.at(field) == value)
        return;
    m_touched << field;
    m_undo.push(new RecordCommand(*this, {{field, value}}, field));
}

void RecordDraft::propose(const QMap<qsizetype, QVariant> &values)
{
    if (!m_open || isHeld() || valuesOf(values) == values)
        return;
    endTyping();
    m_undo.push(new RecordCommand(*this, values, values.firstKey()));
    endTyping();
}

/// What those fields have now.
RecordDraft::Values RecordDraft::valuesOf(const Values &fields) const
{
    Values values;
    for (const qsizetype field : fields.keys())
        values.insert(field, m_typed.values.at(field));
    return values;
}

void RecordDraft::apply(const Values &values)
{
    for (const auto &[field, value] : values.asKeyValueRange())
        m_typed.values[field] = value;
    Q_EMIT changed();
}

}
