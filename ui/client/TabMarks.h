#pragma once

#include "domain/ClientField.h"

#include <QHash>
#include <QObject>

namespace gatehouse {

class ClientDraft;
class TabList;
class ValidationController;

/// Marks the tabs of a client application: how many rows each has, and the worst of what is wrong there. The
/// fields without a tab of their own are on the first.
class TabMarks : public QObject
{
    Q_OBJECT

public:
    TabMarks(TabList &tabs, const ClientDraft &draft, const ValidationController &validation);

    /// That field is all that is on the tab.
    void setTabOf(ClientField field, int tab) { m_tabs.insert(field, tab); }

private:
    void show();

    TabList &m_list;
    const ClientDraft &m_draft;
    const ValidationController &m_validation;
    QHash<ClientField, int> m_tabs;
};

}
