#pragma once

#include "draft/DraftTable.h"
#include "ui/records/RecordType.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QUndoStack>

#include <functional>

namespace gatehouse {

/// How the rows of a table and the value of a field are made of each other.
struct TableField
{
    DraftTable *table;
    std::function<QVariant()> read;
    std::function<void(const QVariant &value)> fill;
};

/// One record while it is edited: what is stored, what has been typed, and how to undo it.
class RecordDraft : public QObject
{
    Q_OBJECT

public:
    explicit RecordDraft(QList<RecordField> fields, QObject *parent = nullptr);

    /// What is typed in the field is in the table from now on, and is edited there.
    void keepIn(qsizetype field, const TableField &table);

    /// As DraftTable::setHeldBy(), for all of it.
    void setHeldBy(std::function<bool()> isHeld);

    void load(const Record &stored);
    void startNew(const Record &blank);
    /// A new record with the values of another, under a free-looking name.
    void startDuplicate(const Record &blank, const Record &original);
    void clear();
    /// What was sent to be saved is now stored as `saved`. What has been typed in the meantime stays typed.
    void acceptSaved(const Record &sent, const Record &saved);

    /// What is stored is `theirs` by now, and what is to be typed over it is `merged`: one step to undo.
    void rebase(const Record &theirs, const Record &merged);
    /// Where somebody else deleted what is open: it is a new one with all that was typed.
    void becomeNew(const Record &blank, const QVariantList &values);

    bool isOpen() const { return m_open; }
    bool isNew() const { return m_open && m_stored.key.isEmpty(); }
    bool isModified() const { return m_open && typed() != m_stored; }

    const Record &stored() const { return m_stored; }
    const Record &typed() const;

    /// What the person entered.
    void set(qsizetype field, const QVariant &value);
    /// What follows from what they entered: values by field, one step to undo with the name of the first.
    void propose(const QMap<qsizetype, QVariant> &values);
    /// Whether the person entered anything in the field since it was opened.
    bool isTouched(qsizetype field) const { return m_touched.contains(field); }
    /// Typing that follows is undone apart from what came before.
    void endTyping() { ++m_typingRun; }

    QUndoStack &undoStack() { return m_undo; }

Q_SIGNALS:
    void changed(); ///< any of the above

private:
    friend class RecordCommand;
    void begin(const Record &stored, const Record &typed, bool open = true);
    void rewrite(qsizetype field, const QVariant &value);
    using Values = QMap<qsizetype, QVariant>; ///< by field
    Values valuesOf(const Values &fields) const;
    void apply(const Values &values);

    bool isHeld() const { return m_isHeld && m_isHeld(); }

    std::function<bool()> m_isHeld;
    QList<RecordField> m_fields;
    Record m_stored;
    mutable Record m_typed;
    QMap<qsizetype, TableField> m_tables;
    mutable QSet<qsizetype> m_unread; ///< fields whose table has changed since its value was read
    QUndoStack m_undo;
    QSet<qsizetype> m_touched;
    int m_typingRun = 0;
    bool m_open = false;
    bool m_isFilling = false;
};

}
