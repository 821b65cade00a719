#pragma once

#include <QWidget>

class QGroupBox;
class QToolButton;

namespace gatehouse {

/// A group of fields that a person can fold away, which is remembered.
///
/// Not KCollapsibleGroupBox: it fixes its height by a hint that knows nothing of wrapped lines, and so cuts
/// the help beneath fields.
class FoldingGroup : public QWidget
{
    Q_OBJECT

public:
    /// It is remembered under `name`.
    FoldingGroup(const QString &title, const QString &name, QWidget *parent = nullptr);

    /// What is folded away.
    QWidget *content() const;
    void unfold() { setUnfolded(true); }

private:
    void setUnfolded(bool unfolded);

    QString m_setting;
    QToolButton *m_heading;
    QGroupBox *m_content;
};

}
