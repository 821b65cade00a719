#pragma once

#include <QLineEdit>

namespace gatehouse {

/// The line edit of every form and cell: it cuts nothing off what is typed, pasted or shown in it. Qt's own
/// cuts at 32,767 characters without a word, and what is left may pass every rule; how long a text may be is
/// for the rules to say.
class LineEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit LineEdit(QWidget *parent = nullptr) : LineEdit(QString(), parent) {}
    explicit LineEdit(const QString &text, QWidget *parent = nullptr);
};

}
