#pragma once

#include "ui/records/RecordPart.h"

class QTabWidget;

namespace gatehouse {

/// All parts of one record. A single part stands alone; several are tabs.
class RecordEditor : public RecordPart
{
    Q_OBJECT

public:
    explicit RecordEditor(QWidget *parent = nullptr);

    void addPart(const QString &title, RecordPart *part);
    void setTabsName(const QString &accessibleName);

    void display(const Record &record) override;
    /// Shows the tab as well.
    bool focusColumn(const QString &column) override;

private:
    QTabWidget *m_tabs;
    QList<RecordPart *> m_parts;
};

}
