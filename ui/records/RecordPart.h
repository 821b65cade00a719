#pragma once

#include "ui/records/RecordType.h"

#include <QWidget>

namespace gatehouse {

/// A tab of one record: shows some of its values and tells what a person changes in them.
class RecordPart : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// A record without values: none is open.
    virtual void display(const Record &record) = 0;
    /// Puts the keyboard focus on what that column is about, as in Error::column; false when it is not here.
    virtual bool focusColumn(const QString &column) = 0;

Q_SIGNALS:
    void edited(qsizetype field, const QVariant &value); ///< by the person, not by display()
    void typingEnded();                                  ///< what is typed next is undone apart
    void fieldLeft(qsizetype field);                     ///< the focus went from it
};

}
