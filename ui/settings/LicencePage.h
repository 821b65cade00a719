#pragma once

#include "store/records/RecordStore.h"
#include "ui/common/Page.h"
#include "ui/records/OneAtATime.h"

class QCheckBox;
class QLabel;
class QSpinBox;

namespace gatehouse {

class DatabaseThread;
class FieldLayout;
class HelpLabel;
class MessageBar;
class PageErrors;

/// Settings > Licence: how many client applications there may be.
class LicencePage : public Page
{
    Q_OBJECT

public:
    explicit LicencePage(DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    void trigger(Action action) override;
    bool isModified() const override { return m_known && typed() != m_stored.limit; }
    QString editedTitle() const override { return tr("the licence"); }
    void save(std::function<void(bool)> done) override;
    void discard() override;

private:
    void build();
    store::LicenceLimit typed() const;
    void display(store::LicenceLimit limit);
    void takeSaved(const Result<store::Licence> &saved);
    void takeLicence(const store::Licence &licence);
    void showState();

    DatabaseThread &m_database;
    store::Licence m_stored;
    bool m_known = false; ///< m_stored was read
    OneAtATime m_writing;
    MessageBar *m_messages;
    PageErrors *m_errors;
    QLabel *m_used;
    QCheckBox *m_unlimited;
    QSpinBox *m_limit;
    HelpLabel *m_help;
};

}
