#pragma once

#include "domain/consent/ConsentHtml.h"
#include "ui/client/consent/ConsentOutput.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QScrollArea;
class QTableView;
class QTimer;

namespace gatehouse {

class ClientDraft;
class KeyComboBox;
class ValidationController;
struct StandIn;
struct Workplace;
template<typename Row>
class TableModel;

/// The tab Consent preview: the page as an end user will see it, live, in one language or all side by side.
class ConsentPreviewTab : public QWidget
{
    Q_OBJECT

public:
    ConsentPreviewTab(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
                      QWidget *parent = nullptr);

    /// Writes what is shown; tells by saved() or failed().
    void saveAs(ConsentFileKind kind, const QString &path) { m_output->saveAs(kind, path); }

Q_SIGNALS:
    void saved(const QString &text);
    void failed(const Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLayout *buildChoices();
    void buildList();
    void showSoon();
    void showPreview();
    void showLanguages();
    void showPages(const QList<consent::ConsentPage> &pages);
    void showStandIns(const QList<consent::ConsentPage> &pages);
    QList<consent::ConsentPage> pages() const;
    ConsentOutput::Pages shownPages();
    int pageWidth() const;

    ClientDraft &m_draft;
    ValidationController &m_validation;
    QTimer *m_soon;
    KeyComboBox *m_language;
    QCheckBox *m_all;
    KeyComboBox *m_appearance;
    QCheckBox *m_phone;
    QLabel *m_note;
    QScrollArea *m_scroll;
    QBoxLayout *m_views;
    QLabel *m_complete;
    QTableView *m_list;
    TableModel<StandIn> *m_standIns;
    ConsentOutput *m_output; ///< needs a page
};

}
